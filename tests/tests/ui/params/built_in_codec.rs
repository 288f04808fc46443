use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: PUT /a (User via json) -> text;
    b: PUT /b (User via form) -> text;
    c: GET /c -> User via Json;
}

fn main() {}
