use schematic_api::{ApiError, api};

#[derive(Debug, serde::Deserialize)]
struct Refusal {}

impl ApiError for Refusal {
    fn message(&self) -> Option<&str> {
        None
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    client Api at "https://api.example.com" {
        error Refusal when ok = false;
        error Refusal when ok = 0;
        error Refusal when ok = false;
    }

    read: GET /threads/<id> -> text error Refusal when ok = false error Refusal when "ok" = false;
}

fn main() {}
