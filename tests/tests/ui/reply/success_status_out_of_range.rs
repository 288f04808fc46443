use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users -> 404 User;
    list: GET /users -> 2xx Vec<String>;
    change: PUT /users -> 201 300 empty;
    twice: POST /twice -> 201 201 text;
    commas: POST /commas -> 201, 202 text;
}

fn main() {}
