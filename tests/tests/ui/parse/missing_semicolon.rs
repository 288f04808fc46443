use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text
    read: GET /threads/<id> -> text;
    save: PUT /threads/<id> (json String) -> empty timeout 3 s
}

fn main() {}
