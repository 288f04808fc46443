use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /runs (json String) -> sse Value | Vec<String>;
    find: GET /search -> text | bytes;
}

fn main() {}
