use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users/<int:id> -> text;
    file: GET /files/<path:name> -> text;
    user: GET /names/<string:name> -> text;
}

fn main() {}
