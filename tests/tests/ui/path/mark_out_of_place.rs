use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /=users -> text;
    read: GET /users/<id>=all -> text;
    both: GET /users/,all -> text;
}

fn main() {}
