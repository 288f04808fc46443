use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list GET /threads -> String;
    read = GET /threads/<id> -> String;
    save;
}

fn main() {}
