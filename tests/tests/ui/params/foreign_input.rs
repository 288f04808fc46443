use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (Json<User>) -> text;
    save: PUT /users (body: Json<User>) -> text;
    rename: PATCH /users (Json(user): Json<User>) -> text;
    read: GET /users/read (Path(id): Path<u64>) -> text;
    list: GET /users/list (Query<List>) -> text;
    state: GET /users/state (State(db): State<Database>) -> text;
    head: GET /users/head (HeaderMap) -> text;
    send: POST /users/send (String) -> text;
    raw: POST /users/raw (Vec<u8>) -> text;
}

fn main() {}
