use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /runs (json String) -> Vec<String>? | sse Value when stream;
}

fn main() {}
