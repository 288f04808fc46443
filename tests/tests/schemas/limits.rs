//! Limits and defaults.

use schematic_api::{Object, Patch};
use serde_json::json;

use crate::described::component;

schematic_api::id! {
    struct ModelId;
}

/// A length of time.
#[derive(Object)]
struct Request {
    #[wire(min = 0, max = 2.5, if_absent = 1)]
    temperature: Option<f64>,
    #[wire(min = -1, max = 1_000)]
    offset: i16,
    #[wire(min_length = 1, max_length = 256, pattern = "^[a-z]+$", if_absent = "auto")]
    name: Patch<String>,
    #[wire(min_items = 1, max_items = 16, if_absent = ["a", "b"])]
    tools: Option<Vec<String>>,
    #[wire(if_absent = false)]
    strict: Option<bool>,
    #[wire(max_length = 64, if_absent = "gpt-4o")]
    model: Option<ModelId>,
    #[wire(if_absent = -0.5)]
    bias: Option<f32>,
}

#[test]
fn limits_are_keywords() {
    let request = component::<Request>("Request");
    assert_eq!(
        request["properties"],
        json!({
            "temperature": { "type": "number", "format": "double", "minimum": 0, "maximum": 2.5, "default": 1 },
            "offset": { "type": "integer", "format": "int16", "minimum": -1, "maximum": 1000 },
            "name": {
                "type": ["string", "null"],
                "minLength": 1,
                "maxLength": 256,
                "pattern": "^[a-z]+$",
                "default": "auto",
            },
            "tools": {
                "type": "array",
                "items": { "type": "string" },
                "minItems": 1,
                "maxItems": 16,
                "default": ["a", "b"],
            },
            "strict": { "type": "boolean", "default": false },
            "model": {
                "$ref": "#/components/schemas/ModelId",
                "maxLength": 64,
                "default": "gpt-4o",
            },
            "bias": { "type": "number", "format": "float", "default": -0.5 },
        })
    );
    assert_eq!(request["required"], json!(["offset"]));
}
