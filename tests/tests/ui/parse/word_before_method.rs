use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: pub GET /users -> text;
    read: async GET /users/<id> -> text;
    save: Method::PUT /users/<id> -> text;
}

fn main() {}
