use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users/(id) -> text;
    team: GET /teams/(id: u64) -> text;
}

fn main() {}
