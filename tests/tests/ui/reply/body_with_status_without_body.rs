use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users -> 204 text;
    create: POST /users -> 201 205 Vec<String>;
    sound: DELETE /users -> 204 empty;
}

fn main() {}
