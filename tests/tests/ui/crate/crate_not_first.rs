use schematic_api as http_apis;

http_apis::api! {
    pub client Api at "https://api.example.com";

    crate = http_apis;

    read: GET /notes/<id> -> text;
}

fn main() {
    let _ = Api::builder;
}
