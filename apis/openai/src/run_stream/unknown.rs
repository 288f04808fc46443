//! Pieces of types that this version does not know.

use serde_json::Value;

use super::DeltaError;

pub(super) fn index(piece: &Value) -> Option<u64> {
    piece.get("index")?.as_u64()
}

/// Turns a piece into the member itself. How pieces of an unknown type add up is not known, so the
/// last one wins.
pub(super) fn without_index(piece: &Value) -> Value {
    let mut whole = piece.clone();
    if let Value::Object(fields) = &mut whole {
        fields.remove("index");
    }
    whole
}

/// The error for a piece of another type than the existing value.
pub(super) fn clash(found: &str, delta: &str) -> DeltaError {
    DeltaError::Kind { found: found.to_owned(), delta: delta.to_owned() }
}
