use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users -> text,
    read: GET /users/<id> -> text,
    save: PUT /users/<id> -> text { timeout 3 s, retry 2 }
}

fn main() {}
