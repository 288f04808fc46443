use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<limit: u32? if_absent null> -> text;
    next: GET /threads?<limit: u32? if_absent twenty> -> text;
    last: GET /threads?<limit: u32? if_absent> -> text;
}

fn main() {}
