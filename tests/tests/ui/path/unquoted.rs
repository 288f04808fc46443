use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/#top -> String;
    runs: GET /threads/[id] -> String;
}

fn main() {}
