use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users?limit=<limit: u32> -> text;
    page: GET /users/page?per_page=<size: u32?>&page=1 -> text;
}

fn main() {}
