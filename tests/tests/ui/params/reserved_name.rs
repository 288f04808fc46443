use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<self> -> text;
    list: GET /threads?<"[]": String?> -> text;
}

fn main() {}
