use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: GET <location: Url>/more -> text;
    b: GET <location: Url><id> -> text;
    c: GET <location: Url> more -> text;
    d: GET <location: Url>.json -> text;
}

fn main() {}
