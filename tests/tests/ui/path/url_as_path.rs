use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET https://api.example.com/users -> text;
    read: GET /users/<id> -> text;
    GET https://api.example.com/teams -> text;
    GET /teams/<id> -> text;
    host: GET api.example.com/rooms -> text;
    port: GET localhost:8080/rooms -> text;
    find: GET "https://api.example.com/rooms/{id}" -> text;
}

fn main() {}
