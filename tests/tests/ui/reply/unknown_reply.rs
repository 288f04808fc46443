use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> byts;
    send: POST /threads -> void;
    list: GET /events -> events;
    tail: GET /lines -> ndjson;
    count: GET /count -> u64;
}

fn main() {}
