use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users/<id> -> User polled until User::is_ready();
}

fn main() {}
