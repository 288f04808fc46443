use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    save: PUT /threads/<id> (json String) (header "X-Trace": String) -> empty;
}

fn main() {}
