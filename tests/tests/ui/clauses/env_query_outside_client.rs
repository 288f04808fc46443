use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text query "team": env "API_TEAM";
}

fn main() {}
