use schematic_api::api;

api! {
    client Api at "https://user:password@api.example.com";
}

fn main() {}
