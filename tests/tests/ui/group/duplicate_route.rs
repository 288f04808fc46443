use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String;
    find: GET /threads?<text: String> -> String;
    read: GET /threads/<id> -> String;
    open: GET /threads/<thread> -> String;
}

fn main() {}
