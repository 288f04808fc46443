//! What a service takes for what is absent, as literals of the declarations.

use super::literal::quoted;
use super::rust_type::RustType;
use crate::document::Node;
use crate::schema::{Kind, Schema, Schemas};
use serde_json::Number;

/// The longest literal that is worth a place in a declaration, in bytes: a letter of some scripts is as wide as two.
const LONGEST: usize = 60;

/// The default of a field or a parameter, if it can be written as a value of the type. That of a constant goes without saying.
pub(crate) fn literal(schemas: &Schemas<'_>, schema: &Schema, ty: &RustType) -> Option<String> {
    let resolved = schemas.resolve(schema);
    let default = schema.about.default.as_ref().or(resolved.about.default.as_ref())?;
    let goes_without_saying = default.as_str().is_some() && default.as_str() == resolved.constant();
    let written = of_type(schemas, &resolved, ty.bare(), default);
    written.filter(|it| !goes_without_saying && it.len() <= LONGEST)
}

fn of_type(schemas: &Schemas<'_>, schema: &Schema, ty: &RustType, value: &Node) -> Option<String> {
    match (ty, value) {
        (RustType::Plain("String") | RustType::Id(_), Node::String(text)) => Some(quoted(text)),
        (RustType::Plain("bool"), Node::Bool(value)) => Some(value.to_string()),
        (RustType::Plain("f64"), Node::Number(_)) => any(value),
        (RustType::Plain("i32" | "i64" | "u32" | "u64"), Node::Number(number)) => whole(number),
        (RustType::Vec(item), Node::Array(values)) => {
            let Kind::Array(items) = &schema.kind else { return None };
            let items = schemas.resolve(items);
            list(values, |value| of_type(schemas, &items, item.bare(), value))
        }
        (RustType::Named(_), value) => match (&schema.kind, value) {
            (Kind::Enum(_), Node::String(text)) => Some(quoted(text)),
            (Kind::Union(_), Node::String(_) | Node::Bool(_) | Node::Number(_)) => any(value),
            _ => None,
        },
        (RustType::Value, value) => any(value),
        _ => None,
    }
}

/// A value of any type, apart from objects and null.
fn any(value: &Node) -> Option<String> {
    match value {
        Node::String(text) => Some(quoted(text)),
        Node::Bool(value) => Some(value.to_string()),
        Node::Number(value) => number(value),
        Node::Array(values) => list(values, any),
        Node::Null | Node::Object(_) => None,
    }
}

/// A number.
pub(crate) fn number(number: &Number) -> Option<String> {
    whole(number).or_else(|| Some(format!("{:?}", number.as_f64()?)))
}

fn list(values: &[Node], item: impl FnMut(&Node) -> Option<String>) -> Option<String> {
    let values: Option<Vec<_>> = values.iter().map(item).collect();
    Some(format!("[{}]", values?.join(", ")))
}

/// A number without a fraction, as some documents write `10.0`.
fn whole(number: &Number) -> Option<String> {
    let exact = number.as_i64().map(|it| it.to_string());
    let exact = exact.or_else(|| number.as_u64().map(|it| it.to_string()));
    exact.or_else(|| {
        let value = number.as_f64()?;
        let is_whole = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
        is_whole.then(|| format!("{value:.0}"))
    })
}
