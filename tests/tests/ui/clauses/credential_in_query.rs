use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth query "key" env "API_KEY";
    }

    group threads {
        query "key": "public";

        list: GET /threads -> text;
        read: GET /threads/<id> -> text;
    }
}

fn main() {}
