use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users; -> text;
    read: GET /users;version=1 -> text;
    find: GET /users/find; ?<text: String> -> text;
}

fn main() {}
