//! Limits of the values of a field, as attributes.

use super::absent::number;
use super::literal::quoted;
use super::rust_type::RustType;
use crate::document::Node;
use crate::schema::{Schema, Schemas};
use serde_json::Number;

/// The longest pattern that is worth a line of its own, in bytes.
const LONGEST: usize = 60;

/// `min = 0, max = 100`: those that are about values of the type. Those of a declared type are its own.
pub(crate) fn attributes(schemas: &Schemas<'_>, schema: &Schema, ty: &RustType) -> Vec<String> {
    let resolved = schemas.resolve(schema);
    let nodes = [&schema.at, &resolved.at].map(|at| schemas.document().get(at));
    let find = |key: &str| nodes.iter().flatten().find_map(|node| node.get(key));
    match ty.bare() {
        RustType::Plain("i32" | "i64" | "f64") => {
            range(["min", "max"], ["minimum", "maximum"].map(find), number)
        }
        // No number is below zero.
        RustType::Plain("u32" | "u64") => {
            range(["min", "max"], ["minimum", "maximum"].map(find), count)
        }
        RustType::Plain("String") => {
            let mut words =
                range(["min_length", "max_length"], ["minLength", "maxLength"].map(find), count);
            words.extend(find("pattern").and_then(pattern));
            words
        }
        RustType::Vec(_) => {
            range(["min_items", "max_items"], ["minItems", "maxItems"].map(find), count)
        }
        _ => Vec::new(),
    }
}

/// The two ends of a range, unless there is nothing between them.
fn range(
    words: [&str; 2],
    [least, most]: [Option<&Node>; 2],
    value: impl Fn(&Number) -> Option<String>,
) -> Vec<String> {
    if matches!((number_of(least), number_of(most)), (Some(least), Some(most)) if least > most) {
        return Vec::new();
    }
    let ends = words.into_iter().zip([least, most]);
    let words = ends.filter_map(|(word, node)| match node? {
        Node::Number(number) => Some(format!("{word} = {}", value(number)?)),
        _ => None,
    });
    words.collect()
}

fn number_of(node: Option<&Node>) -> Option<f64> {
    match node? {
        Node::Number(number) => number.as_f64(),
        _ => None,
    }
}

/// How many there are; that there are at least none goes without saying.
fn count(number: &Number) -> Option<String> {
    let count = number.as_u64().filter(|count| *count > 0)?;
    Some(count.to_string())
}

/// `pattern = "^[a-z]+$"`
fn pattern(node: &Node) -> Option<String> {
    let text = quoted(node.as_str()?);
    (text.len() <= LONGEST).then(|| format!("pattern = {text}"))
}
