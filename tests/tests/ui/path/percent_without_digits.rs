use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /100%/threads -> text;
}

fn main() {}
