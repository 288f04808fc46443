use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> Option<Vec<String>>?;
    list: GET /threads -> std::option::Option<u32>?;
}

fn main() {}
