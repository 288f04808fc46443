use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String;
    find: GET /threads?<text: String> -> String;
    read: GET /threads/<id> -> String;
    open: GET /threads/<thread> -> String;
    fresh: GET /threads?sort=new&all=true -> String;
    every: GET /threads?all=true&sort=new -> String;
    old: GET /threads?sort=old&all=true -> String;
}

fn main() {}
