use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String timeout 0 s;
}

fn main() {}
