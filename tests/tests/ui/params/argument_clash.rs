use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id>?<id: String> -> text;
    save: PUT /threads/<body> (json String) -> empty;
}

fn main() {}
