use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<query..> -> text;
}

fn main() {}
