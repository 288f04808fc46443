use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id: &str> -> text;
    list: GET /threads?<order: &String?> -> text;
}

fn main() {}
