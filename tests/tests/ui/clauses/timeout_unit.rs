use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String timeout 3;
    read: GET /threads/<id> -> String timeout 3 sec;
    runs: GET /runs -> String timeout 3h;
    find: GET /search -> String timeout soon;
}

fn main() {}
