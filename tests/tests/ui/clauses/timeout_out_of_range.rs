use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text timeout 0 s;
}

fn main() {}
