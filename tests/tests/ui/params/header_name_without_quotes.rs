use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (header X-Trace: String) -> text;
    list: GET /users -> text header X-Version: "2";
    read: GET /users/<id> -> text header Authorization: Bearer abc;
}

fn main() {}
