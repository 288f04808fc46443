//! The types that the declarations of these tests name, and what is compared.

use schematic_api::ApiError;
use schematic_api::openapi::{Components, OpenApi, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Declares types whose schema is that of an object with these fields.
macro_rules! objects {
    ($($(#[doc = $docs:literal])? $Object:ident { $($field:ident: $T:ty),* })*) => {$(
        $(#[doc = $docs])?
        #[derive(Clone, Debug, Deserialize, Serialize)]
        pub struct $Object { $(pub $field: $T),* }

        impl Schema for $Object {
            fn schema(components: &mut Components) -> Value {
                components.named::<Self>(stringify!($Object), |components| {
                    json!({
                        "type": "object",
                        $("description": $docs.trim(),)?
                        "required": [$(stringify!($field)),*],
                        "properties": { $(stringify!($field): <$T>::schema(components)),* },
                    })
                })
            }
        }
    )*};
}

objects! {
    /// A note.
    Note { id: u64, text: String }
    NewNote { text: String }
    Span { from: u32, to: u32 }
    /// What went wrong.
    Problem { message: String }
    Missing { what: String }
    Late { after: u32 }
}

macro_rules! errors {
    ($($Error:ident)*) => {$(
        impl ApiError for $Error {
            fn message(&self) -> Option<&str> { None }
            fn code(&self) -> Option<&str> { None }
        }
    )*};
}

errors!(Problem Missing Late);

/// A reference to a component.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Content of one media type.
pub fn content(media_type: &str, schema: &Value) -> Value {
    json!({ media_type: { "schema": schema } })
}

/// The reply of a line `-> text`.
pub fn text() -> Value {
    json!({ "200": { "description": "The reply.", "content": { "text/plain": { "schema": { "type": "string" } } } } })
}

/// The operation at a path.
pub fn at(document: &OpenApi, path: &str, method: &str) -> Value {
    document.document()["paths"][path][method].clone()
}

/// A field of the operation at a path of a document.
pub fn field(document: &OpenApi, path: &str, field: &str) -> Value {
    let operations = document.document()["paths"][path].as_object().expect("the path");
    assert_eq!(operations.len(), 1, "{path} has one operation");
    operations.values().next().expect("an operation")[field].clone()
}

/// What the document says it leaves out.
pub fn omitted(document: &OpenApi) -> Vec<String> {
    document.omitted().iter().map(ToString::to_string).collect()
}
