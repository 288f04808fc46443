use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text;
    find: GET /threads?<text: String> -> text;
    read: GET /threads/<id> -> text;
    open: GET /threads/<thread> -> text;
    fresh: GET /threads?sort=new&all=true -> text;
    every: GET /threads?all=true&sort=new -> text;
    old: GET /threads?sort=old&all=true -> text;
}

fn main() {}
