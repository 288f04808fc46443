use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text auth admin: bearer env "ADMIN_KEY";
}

fn main() {}
