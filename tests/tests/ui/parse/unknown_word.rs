use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text tiemout 3 s;
    read: GET /threads/<id> -> text { retyr 2; }
    save: PUT /threads/<id> (jsn String) -> empty;
    find: GET /search -> text quickly;
}

fn main() {}
