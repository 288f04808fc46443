use schematic_api::api;
use schematic_openai::{Assistant, Page};

api! {
    client Api at "https://api.example.com";

    list: POST /things (text) -> Page<Assistant> paged by start_cursor in body;
    back: GET /things?<after?> -> Page<Assistant> paged by after back by start_cursor in body;
}

fn main() {}
