use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    pub id Threads;

    group threads {
        list: GET /threads -> text;
    }
}

fn main() {}
