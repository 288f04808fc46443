use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: GET /a?<ids by ","> -> text;
}

fn main() {}
