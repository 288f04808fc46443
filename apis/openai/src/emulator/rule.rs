//! The check of a request's values against rules, which are data: see `rules`. The messages are those of the service.

use schematic_api::mock::ErrorReply;
use serde_json::{Map, Value};

use super::failures::invalid_value;

/// What the service accepts as a value.
pub(super) enum Rule {
    /// A string whose length in characters is between these two.
    Text(usize, usize),
    /// The name of a function or of a schema: 1 to 64 ASCII letters, digits, `_` and `-`.
    Name,
    /// An address on the web, or data in place of one.
    Url,
    /// One of these strings.
    Word(&'static [&'static str]),
    Boolean,
    /// An integer between these two.
    Integer(i64, i64),
    /// A number from 0 to this one.
    Number(f64),
    /// At most so many items of one kind.
    List(&'static Rule, usize),
    /// An object without other fields than these.
    Object(&'static [Field]),
    /// An object whose `type` is one of these and decides on its other fields.
    Tagged(&'static [(&'static str, &'static [Field])]),
    /// An object that the service does not look into.
    Anything,
    /// The content of a file, in a body of several parts.
    File,
    /// Key-value pairs of strings.
    Metadata,
    /// Key-value pairs of strings, numbers and booleans.
    Attributes,
    /// A string of at most so many characters, a number or a boolean.
    Scalar(usize),
    /// A string or a number.
    TextOrNumber,
    /// A string, a number, a boolean, or else a list.
    ScalarOr(&'static Rule),
    /// One of these strings, or else an object.
    WordOr(&'static [&'static str], &'static Rule),
    /// Text, or else a list.
    TextOr(&'static Rule),
    /// An object that also passes a check across its fields.
    With(&'static Rule, Check),
}

/// A check across the fields of the object at a path.
pub(super) type Check = fn(&Map<String, Value>, &str) -> Result<(), ErrorReply>;

/// A field of an object in a request.
pub(super) struct Field {
    name: &'static str,
    rule: &'static Rule,
    required: bool,
    nullable: bool,
}

impl Field {
    /// Declares a field that must be there.
    pub(super) const fn required(name: &'static str, rule: &'static Rule) -> Self {
        Self { name, rule, required: true, nullable: false }
    }

    /// Declares a field that may be left out.
    pub(super) const fn optional(name: &'static str, rule: &'static Rule) -> Self {
        Self { name, rule, required: false, nullable: false }
    }

    /// Declares a field that may be left out or `null`.
    pub(super) const fn nullable(name: &'static str, rule: &'static Rule) -> Self {
        Self { name, rule, required: false, nullable: true }
    }

    /// Checks the value of a query parameter, which is text on the wire.
    pub(super) fn check_text(&self, text: &str) -> Result<(), ErrorReply> {
        let value = match self.rule {
            Rule::Integer(..) => text.parse().map_or_else(|_| digits(text), Value::Number),
            _ => Value::from(text),
        };
        self.rule.check(&value, self.name)
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }
}

/// An integer beyond all limits stays a number; any other text is not one.
fn digits(text: &str) -> Value {
    let number = text.strip_prefix('-').unwrap_or(text);
    match !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        true if text.starts_with('-') => i64::MIN.into(),
        true => u64::MAX.into(),
        false => text.into(),
    }
}

pub(super) const NO_LIMIT: usize = usize::MAX;

/// Any string.
pub(super) const TEXT: Rule = Rule::Text(0, NO_LIMIT);

const MAX_PAIRS: usize = 16;
const MAX_KEY: usize = 64;
const MAX_VALUE: usize = 512;
const MAX_NAME: usize = 64;

impl Rule {
    /// Checks the value at a path, which is empty for the whole body. The error names the first parameter at fault.
    pub(super) fn check(&self, value: &Value, path: &str) -> Result<(), ErrorReply> {
        match (self, value) {
            (Self::Text(min, max), Value::String(text)) => length(path, text, *min, *max),
            (Self::Name, Value::String(text)) => name(path, text),
            (Self::Url, Value::String(text)) => url(path, text),
            (Self::Word(words), Value::String(text)) => word(path, text, words),
            (Self::WordOr(words, _), Value::String(text)) => word(path, text, words),
            (Self::TextOr(_), Value::String(_)) | (Self::Boolean, Value::Bool(_)) => Ok(()),
            (Self::Integer(min, max), Value::Number(_)) if is_integer(value) => {
                integer(path, value, *min, *max)
            }
            (Self::Number(max), Value::Number(number)) => decimal(path, number.as_f64(), *max),
            (Self::List(item, max), Value::Array(items)) => list(path, items, item, *max),
            (Self::TextOr(list), Value::Array(_)) => list.check(value, path),
            (Self::WordOr(_, object), Value::Object(_)) => object.check(value, path),
            (Self::Object(fields), Value::Object(object)) => each(path, object, fields, &[]),
            (Self::Tagged(kinds), Value::Object(object)) => tagged(path, object, kinds),
            (Self::Anything | Self::File, Value::Object(_)) => Ok(()),
            (Self::Metadata, Value::Object(pairs)) => {
                pairs_of(path, pairs, &Self::Text(0, MAX_VALUE))
            }
            (Self::Attributes, Value::Object(pairs)) => {
                pairs_of(path, pairs, &Self::Scalar(MAX_VALUE))
            }
            (Self::Scalar(max), Value::String(text)) => length(path, text, 0, *max),
            (Self::Scalar(_) | Self::ScalarOr(_), Value::Number(_) | Value::Bool(_))
            | (Self::ScalarOr(_), Value::String(_))
            | (Self::TextOrNumber, Value::String(_) | Value::Number(_)) => Ok(()),
            (Self::ScalarOr(list), Value::Array(_)) => list.check(value, path),
            (Self::With(rule, check), Value::Object(object)) => {
                rule.check(value, path)?;
                check(object, path)
            }
            _ => Err(self.mistyped(value, path)),
        }
    }

    fn mistyped(&self, value: &Value, path: &str) -> ErrorReply {
        let (expected, got) = (self.expected(), type_of(value));
        let message =
            format!("Invalid type for '{path}': expected {expected}, but got {got} instead.");
        invalid_value(path, "invalid_type", message)
    }

    fn expected(&self) -> &'static str {
        match self {
            Self::Text(..) | Self::Name | Self::Url | Self::Word(_) => "a string",
            Self::Boolean => "a boolean",
            Self::Integer(..) => "an integer",
            Self::Number(_) => "a decimal",
            Self::List(item, _) if item.expected() == "a string" => "an array of strings",
            Self::List(..) => "an array of objects",
            Self::Object(_)
            | Self::Tagged(_)
            | Self::Anything
            | Self::Metadata
            | Self::Attributes => "an object",
            Self::Scalar(_) => "one of a string, decimal or boolean",
            Self::TextOrNumber => "one of a string or decimal",
            Self::ScalarOr(_) => "one of a string, decimal, boolean or array",
            Self::WordOr(..) => "one of a string or object",
            Self::TextOr(list) if list.expected() == "an array of strings" => {
                "one of a string or array of strings"
            }
            Self::TextOr(_) => "one of a string or array of objects",
            Self::File => "a file",
            Self::With(rule, _) => rule.expected(),
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) if is_integer(value) => "an integer",
        Value::Number(_) => "a decimal number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn is_integer(value: &Value) -> bool {
    value.is_i64() || value.is_u64()
}

/// Returns the path of a field.
pub(super) fn at(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

pub(super) fn missing(path: &str) -> ErrorReply {
    let message = format!("Missing required parameter: '{path}'.");
    invalid_value(path, "missing_required_parameter", message)
}

/// Checks the fields of an object. Those in `checked` have been checked before.
fn each(
    path: &str,
    object: &Map<String, Value>,
    fields: &[Field],
    checked: &[&str],
) -> Result<(), ErrorReply> {
    let known =
        |name: &str| checked.contains(&name) || fields.iter().any(|field| field.name == name);
    if let Some(name) = object.keys().find(|name| !known(name)) {
        let path = at(path, name);
        let message = format!("Unknown parameter: '{path}'.");
        return Err(invalid_value(&path, "unknown_parameter", message));
    }
    fields.iter().try_for_each(|field| match object.get(field.name) {
        None if field.required => Err(missing(&at(path, field.name))),
        None => Ok(()),
        Some(Value::Null) if field.nullable => Ok(()),
        Some(value) => field.rule.check(value, &at(path, field.name)),
    })
}

fn tagged(
    path: &str,
    object: &Map<String, Value>,
    kinds: &[(&str, &[Field])],
) -> Result<(), ErrorReply> {
    let at_type = at(path, "type");
    let kind = object.get("type").ok_or_else(|| missing(&at_type))?;
    let Value::String(kind) = kind else { return Err(Rule::Name.mistyped(kind, &at_type)) };
    match kinds.iter().find(|(name, _)| name == kind) {
        Some((_, fields)) => each(path, object, fields, &["type"]),
        None => {
            let kinds: Vec<_> = kinds.iter().map(|(name, _)| *name).collect();
            word(&at_type, kind, &kinds)
        }
    }
}

fn list(path: &str, items: &[Value], item: &Rule, max: usize) -> Result<(), ErrorReply> {
    if items.len() > max {
        let message = format!(
            "Invalid '{path}': array too long. Expected an array with maximum length {max}, but got an array with \
            length {} instead.",
            items.len()
        );
        return Err(invalid_value(path, "array_above_max_length", message));
    }
    let mut all = items.iter().enumerate();
    all.try_for_each(|(index, value)| item.check(value, &format!("{path}[{index}]")))
}

fn word(path: &str, text: &str, words: &[&str]) -> Result<(), ErrorReply> {
    if words.contains(&text) {
        return Ok(());
    }
    let message = format!("Invalid value: '{text}'. Supported values are: {}.", listed(words));
    Err(invalid_value(path, "invalid_value", message))
}

/// Lists words as the service does: `'a', 'b', and 'c'`, but `'a' and 'b'`.
fn listed(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
    match words.as_slice() {
        [first, second] => format!("{first} and {second}"),
        [others @ .., last] if !others.is_empty() => format!("{}, and {last}", others.join(", ")),
        _ => words.concat(),
    }
}

fn length(path: &str, text: &str, min: usize, max: usize) -> Result<(), ErrorReply> {
    let length = text.chars().count();
    if length < min {
        let message = format!(
            "Invalid '{path}': empty string. Expected a string with minimum length {min}, but got an empty string instead."
        );
        return Err(invalid_value(path, "empty_string", message));
    }
    if length <= max {
        return Ok(());
    }
    let message = format!(
        "Invalid '{path}': string too long. Expected a string with maximum length {max}, but got a string with length \
        {length} instead."
    );
    Err(invalid_value(path, "string_above_max_length", message))
}

fn name(path: &str, text: &str) -> Result<(), ErrorReply> {
    length(path, text, 1, MAX_NAME)?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if text.bytes().all(allowed) {
        return Ok(());
    }
    let message = format!(
        "Invalid '{path}': string does not match pattern. Expected a string that matches the pattern \
        '^[a-zA-Z0-9_-]+$'."
    );
    Err(invalid_value(path, "invalid_value", message))
}

fn url(path: &str, text: &str) -> Result<(), ErrorReply> {
    let schemes = ["https://", "http://", "data:"];
    let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    if rest.is_some_and(|rest| !rest.is_empty()) {
        return Ok(());
    }
    let message =
        format!("Invalid '{path}'. Expected a valid URL, but got a value with an invalid format.");
    Err(invalid_value(path, "invalid_value", message))
}

fn integer(path: &str, value: &Value, min: i64, max: i64) -> Result<(), ErrorReply> {
    let (code, side) = match value.as_i64() {
        Some(number) if number < min => {
            ("integer_below_min_value", format!("below minimum value. Expected a value >= {min}"))
        }
        Some(number) if number <= max => return Ok(()),
        _ => ("integer_above_max_value", format!("above maximum value. Expected a value <= {max}")),
    };
    let message = format!("Invalid '{path}': integer {side}, but got {value} instead.");
    Err(invalid_value(path, code, message))
}

fn decimal(path: &str, number: Option<f64>, max: f64) -> Result<(), ErrorReply> {
    let number = number.unwrap_or_default();
    let (code, side, bound) = match number {
        number if number < 0.0 => {
            ("decimal_below_min_value", "below minimum value. Expected a value >=", 0.0)
        }
        number if number > max => {
            ("decimal_above_max_value", "above maximum value. Expected a value <=", max)
        }
        _ => return Ok(()),
    };
    let message = format!("Invalid '{path}': decimal {side} {bound}, but got {number} instead.");
    Err(invalid_value(path, code, message))
}

fn pairs_of(path: &str, pairs: &Map<String, Value>, rule: &Rule) -> Result<(), ErrorReply> {
    if pairs.len() > MAX_PAIRS {
        let message = format!(
            "Invalid '{path}': too many properties. Expected an object with at most {MAX_PAIRS} properties, but got an \
            object with {} properties instead.",
            pairs.len()
        );
        return Err(invalid_value(path, "object_above_max_properties", message));
    }
    pairs.iter().try_for_each(|(name, value)| {
        length(path, name, 0, MAX_KEY)?;
        rule.check(value, &at(path, name))
    })
}
