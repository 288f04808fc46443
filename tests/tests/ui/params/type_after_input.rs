use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    save: PUT /users (text String) -> text;
}

fn main() {}
