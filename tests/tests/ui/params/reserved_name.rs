use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<self> -> String;
    list: GET /threads?<"[]": String?> -> String;
}

fn main() {}
