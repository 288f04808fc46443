use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String timeout 3 s timeout 4 s;
    read: GET /threads/<id> -> String retry 1 { retry 2; }
}

fn main() {}
