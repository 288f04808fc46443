use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group Threads {
        list: GET /threads -> text;
    }
}

fn main() {}
