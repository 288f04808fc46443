use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?limit -> String;
    find: GET /search?<text: String>&deep -> String;
}

fn main() {}
