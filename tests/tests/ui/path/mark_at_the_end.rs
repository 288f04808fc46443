use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users, -> text;
    read: GET /users/<id>, -> text;
    stop: POST /users/<id>: -> text;
    dots: GET /users/all. -> text;
    save: PUT /users/<id>+ (json String) -> text;
    page: GET /users@?<page: u32?> -> text;
}

fn main() {}
