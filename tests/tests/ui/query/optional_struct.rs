use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users?<Option<ListQuery>> -> text;
    rest: GET /users/rest?<ListQuery..> -> text;
}

fn main() {}
