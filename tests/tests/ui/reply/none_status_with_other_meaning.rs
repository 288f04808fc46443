use schematic_api::{ApiError, api};

#[derive(Debug, serde::Deserialize)]
struct Missing {}

impl ApiError for Missing {
    fn message(&self) -> Option<&str> {
        None
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> Vec<String>? none on 404 error 404: Missing;
    list: GET /threads -> Vec<String>? none on 404 503 { retry 2 on 5xx 503; }
}

fn main() {}
