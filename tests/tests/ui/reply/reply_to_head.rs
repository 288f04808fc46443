use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    probe: HEAD /threads -> text;
}

fn main() {}
