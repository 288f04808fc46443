use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: POST /a (json String also xml) -> text;
    b: GET /b -> text also "xml";
    c: GET /c -> text also "text/*";
}

fn main() {}
