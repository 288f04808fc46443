use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /"/users" -> text;
}

fn main() {}
