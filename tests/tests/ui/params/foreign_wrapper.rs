use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (json Json<User>) -> text;
    read: GET /users/<id: Path<u64>> -> text;
    list: GET /users/list?<Query<List>> -> text;
}

fn main() {}
