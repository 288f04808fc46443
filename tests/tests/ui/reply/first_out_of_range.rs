use schematic_api::api;
use schematic_openai::Assistant;

api! {
    client Api at "https://api.example.com";

    a: GET /a?<page: u32?> -> Vec<Assistant> paged by number page from 1u8;
    b: GET /b?<skip: u32?> -> Vec<Assistant> paged by offset skip from 18446744073709551616;
}

fn main() {}
