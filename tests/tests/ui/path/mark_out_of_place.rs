use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    both: GET /users/,all -> text;
}

fn main() {}
