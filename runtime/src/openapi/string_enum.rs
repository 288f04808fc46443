//! The schemas of enums of strings.

use serde_json::{Value, json};

use super::docs;
use super::keyword::{Keyword, set};

/// The schema of an enum of strings: these, and any other.
pub fn string_enum(docs: &str, keywords: &[Keyword], strings: &[&str]) -> Value {
    let any = json!({ "type": "string" });
    let mut schema = match strings {
        [] => any,
        strings => json!({ "anyOf": [{ "type": "string", "enum": strings }, any] }),
    };
    set(&mut schema, keywords);
    docs::describe(&mut schema, docs);
    schema
}
