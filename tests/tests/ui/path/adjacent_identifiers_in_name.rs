use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<thread id> -> String;
    runs: GET /threads/<thread String> -> String;
}

fn main() {}
