//! JSON, as the text of the tables for documents.

use std::fmt::{self, Display, Formatter, Write};

/// A value of JSON.
#[derive(Clone)]
pub(crate) enum Json {
    Bool(bool),
    /// A number, as its digits.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// An object of JSON, whose keys stay in the order in which they were set.
#[derive(Clone, Default)]
pub(crate) struct Object(Vec<(String, Json)>);

impl Object {
    /// Sets a key, unless the value is empty.
    pub(crate) fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((key.to_owned(), value));
        }
        self
    }
}

impl Json {
    fn is_empty(&self) -> bool {
        match self {
            Self::Bool(_) | Self::Number(_) => false,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(object) => object.0.is_empty(),
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>> FromIterator<(K, Json)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, Json)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

impl Display for Json {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(digits) => f.write_str(digits),
            Self::Text(text) => quoted(text, f),
            Self::List(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    separate(index, f)?;
                    write!(f, "{item}")?;
                }
                f.write_char(']')
            }
            Self::Object(object) => write!(f, "{object}"),
        }
    }
}

impl Display for Object {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('{')?;
        for (index, (key, value)) in self.0.iter().enumerate() {
            separate(index, f)?;
            quoted(key, f)?;
            write!(f, ":{value}")?;
        }
        f.write_char('}')
    }
}

fn separate(index: usize, f: &mut Formatter<'_>) -> fmt::Result {
    if index > 0 { f.write_char(',') } else { Ok(()) }
}

/// A text in quotes (RFC 8259, section 7).
fn quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    for letter in text.chars() {
        match letter {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            letter if letter < ' ' => write!(f, "\\u{:04x}", u32::from(letter))?,
            letter => f.write_char(letter)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::{Json, Object};

    #[test]
    fn json_is_written_without_what_is_empty() {
        let list: Json = ["a\"b\\c", "d\ne\u{1}ü"].into_iter().collect();
        let object = Object::default()
            .with("list", list)
            .with("nothing", "")
            .with("none", Json::List(Vec::new()))
            .with("is", Json::Bool(false))
            .with("number", Json::Number("-0.5".to_owned()))
            .with("object", Object::default().with("x", "y"));
        assert_eq!(
            object.to_string(),
            r#"{"list":["a\"b\\c","d\ne\u0001ü"],"is":false,"number":-0.5,"object":{"x":"y"}}"#
        );
    }
}
