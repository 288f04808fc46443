use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text header "Authorization": "Bearer secret";
}

fn main() {}
