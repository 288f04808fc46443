use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    events: GET /events -> sse String;
    create: POST /runs (json String) -> String | sse String when stream until "[DONE]" error "error";
    upload: POST /files (multipart String) -> String;
}

fn main() {}
