use schematic_api::{Object, api};
use schematic_openai::Assistant;

/// Assistants beside their number.
#[derive(Debug, Object)]
pub struct Assistants {
    pub total: u64,
    pub items: Vec<Assistant>,
}

api! {
    client Api at "https://api.example.com";

    list: GET /a?<after?> -> Vec<Assistant> paged by after;
    numbered: GET /b?<page: u32?> -> Assistants paged by number page from 1;
}

fn main() {}
