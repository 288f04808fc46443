use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    pub id thread_id;

    list: GET /threads -> text;
}

fn main() {}
