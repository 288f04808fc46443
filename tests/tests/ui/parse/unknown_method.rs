use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GTE /threads -> text;
    read: get /threads/<id> -> text;
    find: QUERY /threads -> text;
    search: propfind /threads -> text;
}

fn main() {}
