use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: PUT /a (json User via Xml) -> text;
    b: PUT /b (text via Xml) -> text;
    c: GET /c -> json User via Xml;
}

fn main() {}
