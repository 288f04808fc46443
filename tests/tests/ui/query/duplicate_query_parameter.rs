use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<limit: u32?>&<limit: u64?> -> text;
    find: GET /search?<beta: bool?>&beta=true -> text;
}

fn main() {}
