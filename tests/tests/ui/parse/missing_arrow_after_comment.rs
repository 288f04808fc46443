use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads//runs -> String;
    read: GET /threads/<id> -> String;
}

fn main() {}
