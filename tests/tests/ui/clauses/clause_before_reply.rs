use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users timeout 3 s -> text;
    save: PUT /users (json String) header "X-Version": "2" -> text;
    read: GET /users/<id> auth none -> text;
}

fn main() {}
