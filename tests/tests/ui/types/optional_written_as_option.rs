use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<limit: Option<u32>> -> text;
}

fn main() {}
