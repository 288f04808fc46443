use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    #[get("/users")]
    list: GET /users -> text;
}

fn main() {}
