use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group threads {
        list: GET /threads -> text;
        list: GET /threads/all -> text;
    }
}

fn main() {}
