use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users&limit=1 -> text;
    page: GET /users/page=1 -> text;
    odata: GET /Users(<id>) -> text;
    files: GET /files/ *path -> text;
    both: GET /a, /b -> text;
    top: GET /users/#top -> text;
    read: GET /users/${id} -> text;
    rest: GET /users/<..path> -> text;
    all: GET /users/<*path> -> text;
    dots: GET /users/<path...> -> text;
    borrowed: GET /users/<&str> -> text;
}

fn main() {}
