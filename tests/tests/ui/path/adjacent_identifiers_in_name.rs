use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<thread id> -> text;
    runs: GET /threads/<thread String> -> text;
}

fn main() {}
