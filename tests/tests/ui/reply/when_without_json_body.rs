use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /runs -> String | sse String when stream;
    send: POST /sent (form String) -> String | sse String when stream;
}

fn main() {}
