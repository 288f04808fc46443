use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /runs (json String) -> sse String when stream;
}

fn main() {}
