use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text retry 1000;
    read: GET /threads/<id> -> text retry 5xx;
}

fn main() {}
