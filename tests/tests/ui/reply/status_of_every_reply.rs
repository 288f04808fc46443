use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users -> 200 text;
    sound: DELETE /users -> 200 empty;
    both: PUT /users -> 200 201 text;
}

fn main() {}
