use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String retry 1000;
    read: GET /threads/<id> -> String retry 5xx;
}

fn main() {}
