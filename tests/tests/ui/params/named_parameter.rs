use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users (id: u64) -> text;
}

fn main() {}
