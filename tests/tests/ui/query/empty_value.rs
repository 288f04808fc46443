use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users?limit= -> text;
    find: GET /users/find?fields=*&a=b -> text;
}

fn main() {}
