use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<query: String?> -> text;
    save: PUT /threads/<id> (header "Idempotency-Key": String?) -> empty;
}

fn main() {}
