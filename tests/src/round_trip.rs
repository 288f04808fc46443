//! Decoding and encoding again, and what must hold for both.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes a document into a type and encodes it again; the error tells what is wrong.
pub type RoundTrip = fn(&str) -> Result<Decoded, String>;

/// The result of a round trip.
#[derive(Debug)]
pub struct Decoded {
    /// The `Debug` output of the decoded value.
    pub debug: String,
}

impl Decoded {
    /// The first field, enum string or union member of the document that our types do not declare.
    #[must_use]
    pub fn first_unknown(&self) -> Option<&str> {
        // `Extra` prints what it keeps as `unknown: Some(..)`, an enum as `Unknown(..)`.
        let start =
            ["unknown: Some(", "Unknown("].iter().filter_map(|mark| self.debug.find(mark)).min()?;
        let rest = &self.debug[start..];
        Some(rest.char_indices().nth(200).map_or(rest, |(end, _)| &rest[..end]))
    }
}

/// Decodes, encodes and compares.
///
/// # Errors
///
/// Says what differs.
pub fn round_trip<T: DeserializeOwned + Serialize + PartialEq + Debug>(
    text: &str,
) -> Result<Decoded, String> {
    let document: Value =
        serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))?;
    let value: T =
        serde_json::from_str(text).map_err(|error| format!("does not decode: {error}"))?;
    let encoded =
        serde_json::to_value(&value).map_err(|error| format!("does not encode: {error}"))?;
    if !same(&document, &encoded) {
        return Err(format!("encodes to another document:\n  {document}\n  {encoded}"));
    }
    let again: T = serde_json::from_value(encoded)
        .map_err(|error| format!("does not decode again: {error}"))?;
    if again != value {
        return Err("decodes to another value the second time".to_owned());
    }
    Ok(Decoded { debug: format!("{value:?}") })
}

/// Equality of JSON values, in which 1 and 1.0 are the same number.
#[must_use]
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// Returns a file or folder of the published document, if it is available beside the checkout;
/// otherwise prints why it is not.
#[must_use]
pub fn published(name: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(crate::FOLDER).join("../../shared/spec").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}
