use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users/<id> -> text String;
    list: GET /users -> stream User;
}

fn main() {}
