use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth admin: bearer env "ADMIN_KEY";
        auth admin: basic env "OTHER_KEY";
    }
}

fn main() {}
