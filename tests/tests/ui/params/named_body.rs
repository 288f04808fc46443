use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    save: PUT /threads/<id> (thread: String) -> empty;
}

fn main() {}
