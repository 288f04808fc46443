use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<first><second> -> text;
}

fn main() {}
