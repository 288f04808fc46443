use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text header "X-Team": env "API_TEAM";
}

fn main() {}
