use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        query api-version: "2024-10-21";
    }
}

fn main() {}
