use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (json User<'a>) -> text;
    read: GET /users/<id: Id<'a>> -> text;
}

fn main() {}
