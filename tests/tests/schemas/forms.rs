//! Bodies of several parts.

use schematic_api::openapi::{Components, Schema};
use schematic_api::{FilePart, Multipart, Object};
use serde_json::{Value, json};

use crate::described::{component, reference};

#[derive(Object)]
struct ExpiresAfter {
    seconds: u32,
}

/// A new file.
#[derive(Multipart)]
struct NewFile {
    /// What it is for.
    #[wire(max_length = 64)]
    purpose: String,
    expires_after: Option<ExpiresAfter>,
    #[wire(json)]
    metadata: Option<ExpiresAfter>,
    /// The file.
    file: FilePart,
    preview: Option<FilePart>,
    #[wire(rename = "others[]")]
    others: Vec<FilePart>,
    #[wire(default)]
    tags: Vec<String>,
}

#[test]
fn a_form_is_an_object_of_its_parts() {
    let file = json!({
        "type": "string",
        "format": "binary",
        "contentMediaType": "application/octet-stream",
    });
    let mut documented = file.clone();
    documented["description"] = "The file.".into();
    assert_eq!(
        component::<NewFile>("NewFile"),
        json!({
            "type": "object",
            "description": "A new file.",
            "properties": {
                "purpose": { "type": "string", "maxLength": 64, "description": "What it is for." },
                "expires_after": reference("ExpiresAfter"),
                "metadata": {
                    "$ref": "#/components/schemas/ExpiresAfter",
                    "contentMediaType": "application/json",
                },
                "file": documented,
                "preview": file,
                "others[]": { "type": "array", "items": file },
                "tags": { "type": "array", "items": { "type": "string" } },
            },
            "required": ["purpose", "file", "others[]"],
        })
    );
}

#[test]
fn the_encoding_of_a_form_says_what_is_neither_text_nor_a_file() {
    let mut components = Components::default();
    let form = NewFile::schema(&mut components);
    assert_eq!(
        Value::from(components.encoding(&form)),
        json!({
            "expires_after": { "style": "deepObject", "explode": true },
            "metadata": { "contentType": "application/json" },
        })
    );
}
