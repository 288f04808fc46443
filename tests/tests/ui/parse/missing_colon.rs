use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list GET /threads -> text;
    read = GET /threads/<id> -> text;
    save;
}

fn main() {}
