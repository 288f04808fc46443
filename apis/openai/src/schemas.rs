//! The schemas of the types that are written by hand, for documents.

use schematic_api::openapi::{Components, Schema};
use serde_json::{Value, json};

use crate::{
    Arguments, AttributeValue, ErrorObject, ErrorResponse, FileAttributes, Metadata, Timestamp,
};

impl Schema for Timestamp {
    fn schema(_: &mut Components) -> Value {
        json!({ "type": "integer", "format": "unixtime" })
    }
}

/// The service writes a string; that other servers write JSON is not promised.
impl Schema for Arguments {
    fn schema(_: &mut Components) -> Value {
        json!({ "type": "string", "contentMediaType": "application/json" })
    }
}

impl Schema for Metadata {
    fn schema(components: &mut Components) -> Value {
        components.named::<Self>("Metadata", |_| {
            json!({
                "type": "object",
                "description": "Up to 16 key-value pairs of strings that a caller attaches to an object.",
                "maxProperties": 16,
                "propertyNames": { "type": "string", "maxLength": 64 },
                "additionalProperties": { "type": "string", "maxLength": 512 },
            })
        })
    }
}

impl Schema for FileAttributes {
    fn schema(components: &mut Components) -> Value {
        components.named::<Self>("FileAttributes", |components| {
            json!({
                "type": "object",
                "description": "Up to 16 key-value pairs that a caller attaches to a file in a vector store. A search can filter by them.",
                "maxProperties": 16,
                "propertyNames": { "type": "string", "maxLength": 64 },
                "additionalProperties": AttributeValue::schema(components),
            })
        })
    }
}

/// As the service writes it; the shapes of other servers are read, and not promised.
impl Schema for ErrorResponse {
    fn schema(components: &mut Components) -> Value {
        components.named::<Self>("ErrorResponse", |components| {
            json!({
                "type": "object",
                "description": "The body of an error reply.",
                "required": ["error"],
                "properties": { "error": ErrorObject::schema(components) },
            })
        })
    }
}
