use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String retry 2 on 200;
    read: GET /threads/<id> -> String retry 2 on 3xx;
    runs: GET /runs -> String retry 2 on 700;
}

fn main() {}
