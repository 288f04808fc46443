//! What serde_json arranges with itself through serde, in programs in which any crate turns its features on.
//!
//! With `arbitrary_precision`, a number that is read without asking for a type comes as a map with one private key, whose
//! value is the text of the number; it is written as a struct of that name. With `raw_value`, a JSON text is read as a
//! newtype of a private name, and written as a struct of that name. Whoever records values or writes another format has
//! to know.

use std::fmt;
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

/// The name of a JSON text, and of its only field.
pub(crate) const RAW: &str = "$serde_json::private::RawValue";

/// The private key, if numbers are maps in this program.
static NUMBER: LazyLock<Option<String>> = LazyLock::new(|| {
    let mut number = serde_json::Deserializer::from_str("0.5");
    number.deserialize_any(FirstKey).unwrap_or_default()
});

/// Returns the key of the maps that numbers are in this program, if they are.
pub(crate) fn number_key() -> Option<&'static str> {
    NUMBER.as_deref()
}

/// Whether a map with this key, or a struct of this name, is a number.
pub(crate) fn is_number(key: &str) -> bool {
    number_key() == Some(key)
}

/// Shows a number to a visitor as serde_json does if its type is known.
pub(crate) fn visit_number<'de, V, E>(text: &str, visitor: V) -> Result<V::Value, E>
where
    V: Visitor<'de>,
    E: Error,
{
    if let Ok(number) = text.parse() {
        return visitor.visit_u64(number);
    }
    // As an integer it would lose its sign.
    if let (Ok(number), true) = (text.parse(), text != "-0") {
        return visitor.visit_i64(number);
    }
    match text.parse() {
        Ok(number) if f64::is_finite(number) => visitor.visit_f64(number),
        _ => Err(E::custom(format_args!("number out of range: {text}"))),
    }
}

/// Returns a number of JSON as Rust displays a double if it is one, otherwise with all of its digits.
pub(crate) fn displayed_number(text: String) -> String {
    let is_double =
        |double: &f64| double.is_finite() && (is_short(&text) || is_form_of(*double, &text));
    let double = text.parse().ok().filter(is_double);
    double.map_or(text, |double| double.to_string())
}

/// Returns the text of the number that a struct with this field is.
pub(crate) fn number_text<T: Serialize + ?Sized>(field: &T) -> Result<String, serde_json::Error> {
    serde_json::from_value(serde_json::to_value(field)?).map(displayed_number)
}

/// Whether a decimal number has so few digits that a double holds it.
fn is_short(number: &str) -> bool {
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    mantissa.bytes().filter(u8::is_ascii_digit).count() <= 15
}

fn is_form_of(double: f64, text: &str) -> bool {
    serde_json::Number::from_f64(double).is_some_and(|number| number.to_string() == text)
}

/// Parses the field of the struct that a JSON text is written as.
pub(crate) fn raw_value<T: Serialize + ?Sized>(field: &T) -> Result<Value, serde_json::Error> {
    match serde_json::to_value(field)? {
        Value::String(text) => serde_json::from_str(&text),
        value => Ok(value),
    }
}

/// Returns the first key of the map that a number is.
struct FirstKey;

impl<'de> Visitor<'de> for FirstKey {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut number: A) -> Result<Self::Value, A::Error> {
        number.next_key()
    }
}
