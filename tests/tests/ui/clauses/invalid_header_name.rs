use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String header "X Version": "1";
    read: GET /threads/<id> (header "Trace:": String) -> String;
}

fn main() {}
