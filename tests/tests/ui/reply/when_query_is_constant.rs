use schematic_api::api;
use serde_json::Value;

api! {
    client Api at "https://api.example.com";

    read: GET /runs/<id>?stream=false -> Vec<String> | sse Value when query stream;
}

fn main() {}
