use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET threads -> text;
    read: GET <id>/runs -> text;
}

fn main() {}
