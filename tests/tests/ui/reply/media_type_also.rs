use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users -> Vec<String> also "application/xml" "application/json";
    create: POST /users (json String also "application/json") -> text;
    load: GET /load -> bytes as "image/png" also "image/png";
    change: PUT /users (text as "text/csv" also "text/csv") -> text;
}

fn main() {}
