use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (json String? also "application/xml") -> text;
}

fn main() {}
