use schematic_api::api;

api! {
    client Api at "api.example.com/v1";
}

fn main() {}
