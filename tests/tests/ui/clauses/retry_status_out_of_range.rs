use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text retry 2 on 200;
    read: GET /threads/<id> -> text retry 2 on 3xx;
    runs: GET /runs -> text retry 2 on 700;
}

fn main() {}
