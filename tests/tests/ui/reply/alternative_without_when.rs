use schematic_api::api;
use serde_json::Value;

api! {
    client Api at "https://api.example.com";

    create: POST /runs (json String) -> Vec<String> | sse Value;
}

fn main() {}
