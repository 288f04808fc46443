use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String auth bearer env "API_KEY";
}

fn main() {}
