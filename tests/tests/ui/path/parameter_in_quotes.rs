use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /"users/{id}" -> text;
    find: GET /"users/:id" -> text;
    file: GET /"files/<path..>" -> text;
}

fn main() {}
