use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text header "Content-Length": "0";
    read: GET /threads/<id> (header "Host": String) -> text;
}

fn main() {}
