use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<after: String?> -> Vec<String> paged by after polled until String::is_empty;
}

fn main() {}
