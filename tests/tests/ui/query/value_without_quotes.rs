use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users?order=name desc -> text;
    find: GET /users/find?q=a+b -> text;
    read: GET /users/read?q=a%20b -> text;
}

fn main() {}
