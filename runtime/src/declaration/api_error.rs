//! Typed bodies of error replies.

use std::{any::Any, fmt};

use crate::codec;

/// The typed body of an error reply, as named in an `error` clause.
///
/// [`Error::message`](crate::Error::message) and [`Error::code`](crate::Error::code) ask it for the message and the
/// code; [`Error::api`](crate::Error::api) returns the whole value. If a body cannot be decoded, the call still fails
/// with the error of its status, and only the raw body is available.
///
/// # Examples
///
/// ```
/// use schematic_api::ApiError;
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// struct Problem {
///     title: String,
///     code: Option<String>,
/// }
///
/// impl ApiError for Problem {
///     fn message(&self) -> Option<&str> {
///         Some(&self.title)
///     }
///
///     fn code(&self) -> Option<&str> {
///         self.code.as_deref()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of an error body",
    label = "named in an `error` clause, but does not implement `ApiError`",
    note = "write `impl schematic_api::ApiError for {Self}`, saying where its message and code are"
)]
pub trait ApiError: codec::Decode + fmt::Debug + Sync {
    /// Returns the service's description of what went wrong.
    fn message(&self) -> Option<&str>;

    /// Returns the service's code for the error, such as `rate_limit_exceeded`.
    fn code(&self) -> Option<&str>;

    /// Returns whether the call must not be retried, even though its status would be. Default: `false`.
    ///
    /// For example, OpenAI replies with 429 both when calls come too fast and when a quota is used up; only the first
    /// is worth a retry.
    fn is_final(&self) -> bool {
        false
    }
}

/// A body of which nothing is known but that it is JSON.
impl ApiError for serde_json::Value {
    fn message(&self) -> Option<&str> {
        None
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

/// An [`ApiError`] behind a trait object.
pub(crate) trait AnyApiError: fmt::Debug + Send + Sync + 'static {
    fn message(&self) -> Option<&str>;
    fn code(&self) -> Option<&str>;
    fn is_final(&self) -> bool;
    fn as_any(&self) -> &dyn Any;

    /// What is shown of the error: its message, or else its code.
    fn said(&self) -> Option<&str> {
        self.message().or_else(|| self.code())
    }
}

impl<E: ApiError> AnyApiError for E {
    fn message(&self) -> Option<&str> {
        ApiError::message(self)
    }

    fn code(&self) -> Option<&str> {
        ApiError::code(self)
    }

    fn is_final(&self) -> bool {
        ApiError::is_final(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

type Decode = fn(&[u8]) -> Result<Box<dyn AnyApiError>, serde_json::Error>;

/// A decoder of error bodies: the type of an `error` clause, as constant data.
#[derive(Clone, Copy)]
pub struct ErrorDecoder {
    decode: Decode,
    type_name: fn() -> &'static str,
}

impl ErrorDecoder {
    /// Creates a decoder of `E` from JSON.
    pub const fn of<E: ApiError>() -> Self {
        Self { decode: decode::<E>, type_name: std::any::type_name::<E> }
    }

    /// Decodes a body.
    pub(crate) fn decode(&self, body: &[u8]) -> Result<Box<dyn AnyApiError>, serde_json::Error> {
        (self.decode)(body)
    }
}

fn decode<E: ApiError>(body: &[u8]) -> Result<Box<dyn AnyApiError>, serde_json::Error> {
    Ok(Box::new(serde_json::from_slice::<E>(body)?))
}

impl fmt::Debug for ErrorDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorDecoder({})", (self.type_name)())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Problem(String);

    impl<'de> serde::Deserialize<'de> for Problem {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self)
        }
    }

    impl ApiError for Problem {
        fn message(&self) -> Option<&str> {
            Some(&self.0)
        }

        fn code(&self) -> Option<&str> {
            None
        }
    }

    #[test]
    fn a_decoder_forgets_the_type_and_finds_it_again() {
        const DECODER: ErrorDecoder = ErrorDecoder::of::<Problem>();
        let error = DECODER.decode(br#""no such thread""#).unwrap();
        assert_eq!(error.message(), Some("no such thread"));
        assert_eq!(error.as_any().downcast_ref(), Some(&Problem("no such thread".into())));
        assert!(!error.is_final());
    }
}
