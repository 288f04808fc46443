use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text error 200: String;
    list: GET /threads -> text error 404 2xx: String;
}

fn main() {}
