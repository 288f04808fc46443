use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String, timeout 3 s;
    read: GET /threads/<id> -> String = 3;
}

fn main() {}
