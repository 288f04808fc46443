//! Pieces of kinds that this version does not know.

use serde_json::Value;

use super::DeltaError;

pub(super) fn index(piece: &Value) -> Option<u64> {
    piece.get("index")?.as_u64()
}

/// The piece as a member: how pieces of it grow together is not known, so the last one stands.
pub(super) fn without_index(piece: &Value) -> Value {
    let mut whole = piece.clone();
    if let Value::Object(fields) = &mut whole {
        fields.remove("index");
    }
    whole
}

/// A piece of another kind than what is there.
pub(super) fn clash(found: &str, delta: &str) -> DeltaError {
    DeltaError::Kind { found: found.to_owned(), delta: delta.to_owned() }
}
