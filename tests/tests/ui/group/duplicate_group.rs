use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group threads {
        list: GET /threads -> String;
    }

    group threads {
        read: GET /threads/<id> -> String;
    }
}

fn main() {}
