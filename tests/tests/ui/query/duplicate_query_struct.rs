use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<String>&<String> -> text;
}

fn main() {}
