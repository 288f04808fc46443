use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> String error 200: String;
    list: GET /threads -> String error 4xx: String;
}

fn main() {}
