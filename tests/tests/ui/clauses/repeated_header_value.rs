use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text header append "X-Beta": "a, b" header append "x-beta": "b";
    read: GET /threads/<id> -> text header append "X-Beta": "a, a";
}

fn main() {}
