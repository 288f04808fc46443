use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id: &str> -> String;
    list: GET /threads?<order: &String?> -> String;
}

fn main() {}
