use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text timeout 3 s timeout 4 s;
    read: GET /threads/<id> -> text retry 1 { retry 2; }
}

fn main() {}
