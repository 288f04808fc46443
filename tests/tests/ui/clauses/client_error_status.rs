use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        error 404: String;
    }
}

fn main() {}
