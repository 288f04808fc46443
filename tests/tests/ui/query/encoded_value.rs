use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users?order="name%20desc" -> text;
}

fn main() {}
