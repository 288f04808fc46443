use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users -> text headers: { "X-Version": "2" };
    read: GET /users/<id> -> text throws Missing;
    save: PUT /users/<id> -> text retries 3;
    drop: DELETE /users/<id> -> empty no auth;
    find: GET /users/find -> text body String;
}

fn main() {}
