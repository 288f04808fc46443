use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        query "v": "1";
        query "v": env "API_VERSION";
    }

    list: GET /threads -> text query "w": "1" query "w": "2";
}

fn main() {}
