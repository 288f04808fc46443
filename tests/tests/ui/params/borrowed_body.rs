use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (json &User) -> text;
    all: PUT /users (json &[User]) -> text;
    name: PATCH /users (json &str) -> text;
}

fn main() {}
