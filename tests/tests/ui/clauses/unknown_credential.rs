use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth bearer env "API_KEY";
        auth admin: basic env "ADMIN_KEY";
    }

    group users {
        auth admn;

        list: GET /users -> text;
        read: GET /users/<id> -> text;
        drop: DELETE /users/<id> -> empty auth owner;
    }
}

fn main() {}
