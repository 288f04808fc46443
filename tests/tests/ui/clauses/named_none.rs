use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth admin: none;
    }
}

fn main() {}
