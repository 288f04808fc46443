use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    save: PUT /threads/<id> (json String, form String) -> empty;
    send: POST /threads (bytes, text) -> empty;
}

fn main() {}
