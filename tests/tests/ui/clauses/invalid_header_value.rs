use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text header "X-Version": "1\n2";
}

fn main() {}
