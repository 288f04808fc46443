//! Typed bodies of replies that are not a success.

use std::{any::Any, fmt};

use serde::de::DeserializeOwned;

/// The typed body of an error reply, named in an `error` clause.
///
/// The runtime asks it for what a person reads first; the whole value is at `Error::api`. A body that does not decode
/// is no second error: the error then has the raw body only.
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
pub trait ApiError: DeserializeOwned + fmt::Debug + Send + Sync + 'static {
    /// What went wrong, in the words of the service.
    fn message(&self) -> Option<&str>;

    /// The service's name for it, such as `rate_limit_exceeded`.
    fn code(&self) -> Option<&str>;

    /// Whether trying again is pointless, though the status would be retried. The default is `false`.
    ///
    /// OpenAI answers 429 both when calls come too fast and when the quota is used up.
    fn is_final(&self) -> bool {
        false
    }
}

/// An [`ApiError`] whose type is forgotten.
pub(crate) trait AnyApiError: fmt::Debug + Send + Sync + 'static {
    fn message(&self) -> Option<&str>;
    fn code(&self) -> Option<&str>;
    fn is_final(&self) -> bool;
    fn as_any(&self) -> &dyn Any;
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

/// Decodes the body of an error reply into an [`ApiError`]: a type of an `error` clause, as constant data.
#[derive(Clone, Copy)]
pub struct ErrorDecoder {
    decode: Decode,
    type_name: fn() -> &'static str,
}

impl ErrorDecoder {
    /// The decoder of `E`, from JSON.
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
