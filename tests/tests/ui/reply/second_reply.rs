use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users/<id> -> User | Missing;
    list: GET /users -> User | stream;
}

fn main() {}
