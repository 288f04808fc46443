use schematic_api::api;

api! {
    client Api at "https://api.example.com/v1?version=2";
}

fn main() {}
