use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text retry 2 on 408, 429;
}

fn main() {}
