use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group threads {
        query "limit": "10";

        list: GET /threads?<limit: u32?> -> text;
        read: GET /threads/<id>?deep=true -> text query "deep": "false";
    }
}

fn main() {}
