//! What the service takes if a parameter is absent.

use schematic_api::{StringEnum, api};
use serde_json::json;

#[derive(Clone, Debug, PartialEq, StringEnum)]
enum Order {
    Asc,
    Desc,
    Unknown(String),
}

api! {
    client Notes at "https://notes.example.com";

    list: GET /notes?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
        (header "X-Depth": f64? if_absent 0.5) -> text;
}

#[test]
fn it_is_the_default_of_the_schema() {
    let document = Notes::openapi();
    let parameters =
        document.document()["paths"]["/notes"]["get"]["parameters"].as_array().unwrap();
    let schemas: Vec<_> = parameters.iter().map(|parameter| &parameter["schema"]).collect();
    assert_eq!(
        schemas,
        [
            &json!({ "type": "integer", "format": "uint32", "minimum": 0, "default": 20 }),
            &json!({ "$ref": "#/components/schemas/Order", "default": "desc" }),
            &json!({ "type": "number", "format": "double", "default": 0.5 }),
        ]
    );
}
