use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    save: PUT /threads/<id> (header "X-Version": "2") -> empty;
}

fn main() {}
