use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: GET /a?<ids: u32 by ","> -> text;
    b: GET /b?<name: String by ","?> -> text;
    c: GET /c (header "X-Id": u64 by ",") -> text;
}

fn main() {}
