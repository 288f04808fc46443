use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    self: GET /threads -> text;
}

fn main() {}
