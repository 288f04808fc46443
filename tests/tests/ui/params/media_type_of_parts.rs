use schematic_api::{Multipart, api};

#[derive(Multipart)]
pub struct Upload {
    pub name: String,
}

api! {
    client Api at "https://api.example.com";

    related: POST /a (multipart Upload as "multipart/related") -> text;
    json:    POST /b (multipart Upload as "application/json") -> text;
    own:     POST /c (multipart Upload as "multipart/mixed; boundary=x") -> text;
    twice:   POST /d (multipart Upload) -> text header "Content-Type": "multipart/form-data";
}

fn main() {}
