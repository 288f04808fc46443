use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> Vec<String>? none on 4xx;
    list: GET /threads -> Vec<String>? none on 404 600;
    find: GET /found -> Vec<String>? none on 404 404;
}

fn main() {}
