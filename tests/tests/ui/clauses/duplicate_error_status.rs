use schematic_api::api;
use schematic_openai::ErrorResponse;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text error 404: ErrorResponse error 404: ErrorResponse;
}

fn main() {}
