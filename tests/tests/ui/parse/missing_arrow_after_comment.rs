use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads//runs -> text;
    read: GET /threads/<id> -> text;
}

fn main() {}
