use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> String tiemout 3 s;
    read: GET /threads/<id> -> String { retyr 2; }
    save: PUT /threads/<id> (jsn String) -> empty;
    find: GET /search -> String quickly;
}

fn main() {}
