use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users/<u64> -> text;
    list: GET /users?<u32> -> text;
}

fn main() {}
