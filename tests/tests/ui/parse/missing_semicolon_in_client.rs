use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth bearer env "API_KEY"
        timeout 3 s;
    }
}

fn main() {}
