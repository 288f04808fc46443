use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /chat completions -> text;
    read: GET /threads thread -> text;
    runs: GET /threads/<id> String;
}

fn main() {}
