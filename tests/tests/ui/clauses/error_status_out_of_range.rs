use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text error 200: String;
    list: GET /threads -> text error 4xx: String;
}

fn main() {}
