use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text header "X Version": "1";
    read: GET /threads/<id> (header "Trace:": String) -> text;
    list_pages: GET /pages?<after?> -> Vec<schematic_openai::Assistant> paged by after from header "X Next";
}

fn main() {}
