use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text error String when status = failed;
}

fn main() {}
