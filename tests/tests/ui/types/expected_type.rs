use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads -> ;
    list: GET /threads?<limit: > -> text;
    save: PUT /threads (json) -> empty;
    find: GET /search -> "text";
}

fn main() {}
