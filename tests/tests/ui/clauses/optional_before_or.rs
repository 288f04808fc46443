use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth bearer env "API_KEY"? or env "AUTH_TOKEN";
    }
}

fn main() {}
