//! Replies that say in their body that they are errors, as constant data.

use std::fmt;

use super::api_error::ErrorDecoder;

/// An `error` clause with a condition, as in `error SlackError when ok = false`: a reply with a status of success is an
/// error nevertheless if this field at the top of its JSON body has this value. Without a value, as in
/// `error GraphQlErrors when errors`, it is one if the field says something: if it is there, and neither `null`, `false` nor
/// an empty string, list or object.
///
/// # Examples
///
/// ```
/// use schematic_api::{Api, Scalar, api};
/// # use schematic_api::ApiError;
/// # #[derive(Debug, serde::Deserialize)]
/// # pub struct ChatError { error: String }
/// # impl ApiError for ChatError {
/// #     fn message(&self) -> Option<&str> { Some(&self.error) }
/// #     fn code(&self) -> Option<&str> { None }
/// # }
///
/// api! {
///     pub client Chat at "https://chat.example.com" {
///         error ChatError when ok = false;
///     }
///
///     test: GET /test -> empty;
/// }
///
/// let condition = Chat::SPEC.error_conditions()[0];
/// assert_eq!((condition.field(), condition.value()), ("ok", Some(Scalar::Bool(false))));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ErrorCondition {
    field: &'static str,
    value: Option<Scalar>,
    decoder: ErrorDecoder,
}

impl ErrorCondition {
    #[doc(hidden)]
    pub const fn new(field: &'static str, value: Scalar, decoder: ErrorDecoder) -> Self {
        Self { field, value: Some(value), decoder }
    }

    #[doc(hidden)]
    pub const fn present(field: &'static str, decoder: ErrorDecoder) -> Self {
        Self { field, value: None, decoder }
    }

    /// Returns the name of the field.
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// Returns the value of the field that makes a reply an error, or `None` if it is any that says something.
    pub const fn value(&self) -> Option<Scalar> {
        self.value
    }

    /// Returns the decoder of the bodies of such replies.
    pub const fn decoder(&self) -> ErrorDecoder {
        self.decoder
    }
}

/// Shows the condition as a declaration spells it.
impl fmt::Display for ErrorCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Some(value) => write!(f, "{} = {value}", self.field),
            None => f.write_str(self.field),
        }
    }
}

/// A JSON value that is neither a list nor an object, as constant data.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scalar {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// A string.
    Text(&'static str),
}

#[cfg(feature = "openapi")]
impl From<Scalar> for serde_json::Value {
    fn from(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Null => Self::Null,
            Scalar::Bool(value) => value.into(),
            Scalar::Integer(value) => value.into(),
            Scalar::Float(value) => value.into(),
            Scalar::Text(text) => text.into(),
        }
    }
}

/// Shows the value as a declaration spells it.
impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Text(value) => write!(f, "{value:?}"),
        }
    }
}

/// The conditions that hold for a reply: those of its endpoint come before those of the API.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ErrorConditions {
    pub(crate) endpoint: &'static [ErrorCondition],
    pub(crate) api: &'static [ErrorCondition],
}

impl ErrorConditions {
    pub(crate) fn is_empty(self) -> bool {
        self.endpoint.is_empty() && self.api.is_empty()
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = &'static ErrorCondition> {
        self.endpoint.iter().chain(self.api)
    }
}
