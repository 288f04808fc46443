use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    #[derive(Debug)]
    list: GET /threads -> text;
}

fn main() {}
