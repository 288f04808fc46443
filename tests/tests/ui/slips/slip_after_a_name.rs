use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list(limit: u32): GET /users -> text;
    read<T>: GET /users/<id> -> text;
    list-all: GET /users/all -> text;
    users.find: GET /users/find -> text;
    users::count: GET /users/count -> text;
    drop -> empty;
    newest: GET: /users/newest -> text;
    both: GET | POST /users/both -> text;
    arrow: GET -> /users/arrow -> text;
    "late": GET /users/late -> text;
    quoted: "GET" /users/quoted -> text;
    let variable: GET /users/variable -> text;
    here: GET ./users/here -> text;
    based: GET {base}/users/based -> text;
}

fn main() {}
