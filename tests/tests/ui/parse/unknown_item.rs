use schematic_api::api;

api! {
    clinet Api at "https://api.example.com";

    group threads {
        list: GET /threads -> text;
    }
}

fn main() {}
