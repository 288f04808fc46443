use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GTE /threads -> string;
    read: GET /threads/<id>/<id> -> text tiemout 3 s;
    save: PUT /threads/<id> (json String, json String) -> empty;
    drop: DELETE /threads/<id>;
}

fn main() {}
