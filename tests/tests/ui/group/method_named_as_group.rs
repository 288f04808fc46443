use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    threads: GET /threads -> text;

    group threads {
        read: GET /threads/<id> -> text;
    }
}

fn main() {}
