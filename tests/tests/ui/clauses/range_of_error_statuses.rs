use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text error 400-499: String;
    list: GET /threads -> text error 400..=499: String;
}

fn main() {}
