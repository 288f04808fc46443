use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth baerer env "API_KEY";
    }
}

fn main() {}
