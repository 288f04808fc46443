use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    timeout 3 s;

    list: GET /threads -> text;
}

fn main() {}
