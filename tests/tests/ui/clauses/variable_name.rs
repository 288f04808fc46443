use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth bearer env "$API_KEY";
        base_url env "";
        header "X-Team": env "team name";
    }
}

fn main() {}
