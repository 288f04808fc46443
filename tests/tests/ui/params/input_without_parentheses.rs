use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users json User -> text;
    save: PUT /users {json User} -> text;
}

fn main() {}
