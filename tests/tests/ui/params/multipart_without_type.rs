use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (multipart) -> text;
}

fn main() {}
