use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text auth bearer env "API_KEY";
}

fn main() {}
