use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        auth bearer API_KEY;
        header "X-Team": env TEAM;
    }

    id UserId = u64;
    id TeamId RoomId;

    group users at /users {
        list: GET /users -> text;
    }
}

api! {
    client Other at "https://api.example.com" {
        auth basic env "USER" env "PASSWORD";
        base_url env("API_URL");
    }
}

api! {
    client Third at "https://api.example.com" {
        auth header "X-Key": env "KEY";
        idempotency Idempotency-Key;
    }
}

fn main() {}
