use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: GET /a?<ids: Vec<u32>? by ","> -> text;
    b: GET /b (header "X-Ids": Vec<u32>? by ",") -> text;
}

fn main() {}
