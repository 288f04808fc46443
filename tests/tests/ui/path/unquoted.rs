use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/#top -> text;
    runs: GET /threads/[id] -> text;
}

fn main() {}
