use schematic_api as http_apis;

http_apis::api! {
    crate http_apis;

    pub client Api at "https://api.example.com";

    read: GET /notes/<id> -> text;
}

fn main() {
    let _ = Api::builder;
}
