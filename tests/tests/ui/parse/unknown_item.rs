use schematic_api::api;

api! {
    clinet Api at "https://api.example.com";

    group threads {
        list: GET /threads -> String;
    }
}

fn main() {}
