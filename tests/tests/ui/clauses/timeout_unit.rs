use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text timeout 3;
    read: GET /threads/<id> -> text timeout 3 sec;
    runs: GET /runs -> text timeout 3h;
    find: GET /search -> text timeout soon;
}

fn main() {}
