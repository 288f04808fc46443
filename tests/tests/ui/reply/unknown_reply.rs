use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> byts;
    send: POST /threads -> void;
    list: GET /events -> events;
}

fn main() {}
