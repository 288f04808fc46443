use schematic_api::api;
use schematic_openai::{Assistant, Page};

api! {
    client Api at "https://api.example.com";

    list: POST /a (json Assistant) -> Page<Assistant> paged by variables.after in body;
    several: POST /c (json Assistant) -> Page<Assistant> paged by variables[] in body;
    object: POST /d (json Assistant) -> Page<Assistant> paged by variables[page][after] in body;
    quoted: POST /b (json Assistant) -> Page<Assistant> paged by "variables.after" in body;
}

fn main() {}
