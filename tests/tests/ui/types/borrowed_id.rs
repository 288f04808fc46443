use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    pub id Name: &str, Key: &'static [u8];
}

fn main() {}
