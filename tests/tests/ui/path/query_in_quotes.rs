use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /"users?limit=10" -> text;
}

fn main() {}
