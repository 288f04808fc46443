use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: GET <location: Url?> -> text;
    b: GET <location: Url..> -> text;
    c: GET <location: url::Url by ","> -> text;
}

fn main() {}
