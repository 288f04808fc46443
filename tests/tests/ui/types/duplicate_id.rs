use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    pub id ThreadId, ThreadId;

    list: GET /threads -> text;
}

fn main() {}
