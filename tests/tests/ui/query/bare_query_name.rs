use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?limit -> text;
    find: GET /search?<text: String>&deep -> text;
}

fn main() {}
