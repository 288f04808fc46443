use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        base_url = "https://api.example.com";
        auth bearer "sk-123";
        timeout: 3 s;
        "https://api.example.com";
    }

    list: GET /users -> text timeout = 3 s;
    read: GET /users/<id> -> text { retry: 2 }
}

fn main() {}
