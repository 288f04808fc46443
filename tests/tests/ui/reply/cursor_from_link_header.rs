use schematic_api::api;
use schematic_openai::Assistant;

api! {
    client Api at "https://api.example.com";

    list: GET /a?<after?> -> Vec<Assistant> paged by after from header "Link";
}

fn main() {}
