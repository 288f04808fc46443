use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users/../teams -> text;
    read: GET /users/. -> text;
    find: GET /users/"a/../b" -> text;
    save: PUT /users/"%2e%2E" -> text;
}

fn main() {}
