use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GTE /threads -> String;
    read: get /threads/<id> -> String;
    find: QUERY /threads -> String;
}

fn main() {}
