use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    threads {
        list: GET /threads -> String;
    }
}

fn main() {}
