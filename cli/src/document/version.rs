//! The version of OpenAPI.

use super::{DocumentError, Node, Pointer};

/// A version of OpenAPI, as far as it changes how a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0, which has a dialect of JSON Schema of its own.
    V3_0,
    /// 3.1
    V3_1,
    /// 3.2 and later versions of 3.
    V3_2,
}

impl Version {
    /// The version that a document states.
    pub(super) fn of(root: &Node) -> Result<Self, DocumentError> {
        if root.as_object().is_none() {
            return Err(DocumentError::not_a_document(&Pointer::root(), "this is no object"));
        }
        if root.get("swagger").is_some() {
            return Err(DocumentError::Swagger);
        }
        let at = Pointer::root().child("openapi");
        let stated = match root.get("openapi") {
            Some(Node::String(version)) => version.clone(),
            // `openapi: 3.1` in YAML.
            Some(Node::Number(version)) => version.to_string(),
            _ => {
                return Err(DocumentError::not_a_document(
                    &at,
                    "the version of OpenAPI is missing",
                ));
            }
        };
        let mut parts = stated.trim().split('.');
        match (parts.next(), parts.next()) {
            (Some("3"), Some("0")) => Ok(Self::V3_0),
            (Some("3"), Some("1") | None) => Ok(Self::V3_1),
            (Some("3"), Some(_)) => Ok(Self::V3_2),
            _ => Err(DocumentError::not_a_document(
                &at,
                &format!("`{stated}` is no version of OpenAPI 3"),
            )),
        }
    }
}
