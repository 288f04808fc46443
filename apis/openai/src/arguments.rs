//! The arguments of function calls.

use std::fmt::{self, Display};
use std::ops::Deref;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// The arguments of a function call: JSON in a string, exactly as the model wrote it.
///
/// Some servers send the JSON itself, such as an object, in place of the string. It is read as its text, and encoded again
/// as it came.
///
/// ```
/// use schematic_openai::Arguments;
///
/// let written: Arguments = serde_json::from_str(r#""{\"a\":2}""#)?;
/// let object: Arguments = serde_json::from_str(r#"{"a":2}"#)?;
/// assert_eq!(written.as_str(), object.as_str());
/// assert_eq!(serde_json::to_string(&object)?, r#"{"a":2}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    text: String,
    form: Form,
}

/// What the arguments are on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    /// Nothing, or `null`.
    #[default]
    Unset,
    /// A string.
    Text,
    /// The JSON itself.
    Json,
}

impl Arguments {
    /// Returns the text; empty if there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Decodes the arguments. Nothing and `null` count as `{}`: a model may write them for a function without parameters.
    ///
    /// # Errors
    ///
    /// The arguments are not JSON, or do not fit `T`. The model wrote them, so they may not follow the schema of the
    /// function.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        let is_nothing = matches!(self.text.trim(), "" | "null");
        serde_json::from_str(if is_nothing { "{}" } else { &self.text })
    }

    /// Appends a piece of a stream. JSON that is no string is no piece, but all of the arguments.
    pub(crate) fn extend(&mut self, piece: &Self) {
        match (self.form, piece.form) {
            (_, Form::Unset) => {}
            (Form::Text, Form::Text) => self.text += &piece.text,
            (Form::Json, Form::Text) if piece.text.is_empty() => {}
            _ => self.clone_from(piece),
        }
    }
}

impl Deref for Arguments {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Display for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl From<String> for Arguments {
    fn from(text: String) -> Self {
        Self { text, form: Form::Text }
    }
}

impl From<&str> for Arguments {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Arguments {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&Self> for Arguments {
    fn from(arguments: &Self) -> Self {
        arguments.clone()
    }
}

impl PartialEq<str> for Arguments {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Arguments {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl Serialize for Arguments {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.form {
            Form::Unset => to.serialize_unit(),
            Form::Text => to.serialize_str(&self.text),
            Form::Json => {
                let json: Value =
                    serde_json::from_str(&self.text).map_err(serde::ser::Error::custom)?;
                json.serialize(to)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Arguments {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(from)? {
            Value::Null => Self::default(),
            Value::String(text) => text.into(),
            json => Self { text: json.to_string(), form: Form::Json },
        })
    }
}
