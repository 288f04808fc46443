use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /runs/<id> -> Vec<String> | sse Value when query stream=true;
    create: POST /runs (json String) -> Vec<String> | sse Value when stream = true;
}

fn main() {}
