use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth admin bearer env "ADMIN_KEY";
    }

    list: GET /threads -> text auth admin;
}

fn main() {}
