use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text error 404: empty when ok = false;
}

fn main() {}
