use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    upload: POST /files (multipart String) -> text;
}

fn main() {}
