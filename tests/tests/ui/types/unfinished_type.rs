use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads -> Vec<String;
    save: PUT /threads (json Vec<Option<String) -> empty;
}

fn main() {}
