use schematic_api::api;
use serde_json::Value;

api! {
    client Api at "https://api.example.com";

    create: POST /runs -> Vec<String> | sse Value when stream;
    send: POST /sent (form String) -> Vec<String> | sse Value when stream;
}

fn main() {}
