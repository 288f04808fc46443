use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth bearer: basic env "ADMIN_KEY";
    }

    list: GET /threads -> text auth timeout 3 s;
}

fn main() {}
