use schematic_api::api;
use schematic_openai::{Assistant, Page};

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<after: String?> -> Page<Assistant> paged by aftr;
    numbered: GET /threads?<page: u32?> -> Vec<Assistant> paged by number pgae from 1;
    skipped: GET /threads?<skip: u32?> -> Vec<Assistant> paged by offset;
    back: GET /threads?<after?> -> Page<Assistant> paged by after back by before;
    runs: GET /runs -> Page<Assistant> paged by cursor;
}

fn main() {}
