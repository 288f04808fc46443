use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    save: PUT /users (json impl Serialize) -> text;
    read: GET /users/<id: impl Into<u64>> -> text;
    list: GET /users?<ids: [u64]> -> text;
    call: GET /users/call -> fn() -> User;
}

fn main() {}
