use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    threads: GET /threads -> String;

    group threads {
        read: GET /threads/<id> -> String;
    }
}

fn main() {}
