//! What a schema says beside the type: limits, the default, `deprecated`.

use serde_json::{Number, Value};

/// A keyword of JSON Schema, and its value.
pub type Keyword = (&'static str, Literal);

/// The value of a keyword.
#[derive(Clone, Copy)]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction.
    Integer(i128),
    /// Any other number.
    Number(f64),
    /// A string.
    Text(&'static str),
    /// An array.
    List(&'static [Literal]),
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Bool(value) => value.into(),
            Literal::Integer(value) => Number::from_i128(value).into(),
            Literal::Number(value) => value.into(),
            Literal::Text(value) => value.into(),
            Literal::List(items) => items.iter().copied().map(Self::from).collect(),
        }
    }
}

/// Adds the keywords to a schema. A reference may have some beside it.
pub(super) fn set(schema: &mut Value, keywords: &[Keyword]) {
    let Value::Object(schema) = schema else { return };
    for (keyword, value) in keywords {
        schema.insert((*keyword).to_owned(), Value::from(*value));
    }
}
