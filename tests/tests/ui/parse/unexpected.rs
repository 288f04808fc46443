use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text, timeout 3 s;
    read: GET /threads/<id> -> text = 3;
}

fn main() {}
