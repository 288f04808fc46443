use schematic_api::api;
use schematic_openai::{Assistant, Page};

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<after: String?> -> Page<Assistant> paged by aftr;
    runs: GET /runs -> Page<Assistant> paged by cursor;
}

fn main() {}
