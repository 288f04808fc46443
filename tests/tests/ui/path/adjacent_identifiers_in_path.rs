use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /chat completions -> String;
    read: GET /threads thread -> String;
    runs: GET /threads/<id> String;
}

fn main() {}
