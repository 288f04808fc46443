use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth bearer env "API_KEY" or env "API_KEY";
    }
}

fn main() {}
