use schematic_api::api;
use schematic_openai::{Assistant, Page};

api! {
    client Api at "https://api.example.com";

    a: GET /a?<after?> -> Vec<Assistant> paged by link back by after;
    b: GET /b?<after?> -> Page<Assistant> paged by after back by link;
    c: GET /c?<page: u32?> -> Vec<Assistant> paged by number page from 1 back by number page from 1;
}

fn main() {}
