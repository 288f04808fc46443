use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users? -> text;
    find: GET /users/find?<limit: u32>& -> text;
    both: GET /users/both?<limit: u32>&&<page: u32> -> text;
}

fn main() {}
