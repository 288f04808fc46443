use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    save: PUT /threads/<id> (header "X-Trace": String, header "x-trace": String) -> empty;
    read: GET /threads/<id> (header "X-Version": String) -> text header "X-Version": "2";
}

fn main() {}
