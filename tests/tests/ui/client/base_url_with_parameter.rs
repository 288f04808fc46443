use schematic_api::api;

api! {
    client Api at "https://{region}.example.com/v1";
}

fn main() {}
