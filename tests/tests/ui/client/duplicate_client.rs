use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    client Other at "https://other.example.com";
}

fn main() {}
