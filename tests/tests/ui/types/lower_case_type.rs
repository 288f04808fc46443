use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> thread;
    list: GET /threads?<limit: int?> -> text;
    save: PUT /threads/<id> (json thread) -> empty;
    count: GET /count -> u64;
    name: GET /name -> string;
}

fn main() {}
