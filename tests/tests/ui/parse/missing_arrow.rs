use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads;
    read: GET /threads/<id> String;
    save: PUT /threads/<id> (json String);
    find: GET /search { timeout 3 s; }
}

fn main() {}
