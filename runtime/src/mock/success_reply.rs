//! Replies of success that say more than their value.

use std::fmt::Display;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::error_reply::ErrorReply;
use crate::transport::TransportResponse;

/// A reply of success with a status or headers of its own, as a handler of [`Mock::on_reply`](super::Mock::on_reply) returns it. The
/// value is that of the declaration, encoded as it always is.
///
/// # Examples
///
/// ```
/// # schematic_api::api! {
/// #     pub client Notes at "https://notes.example.com/v1";
/// #     create: POST /notes (text) -> text;
/// # }
/// use schematic_api::StatusCode;
/// use schematic_api::mock::{Mock, SuccessReply};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let mock = Mock::<Notes>::new().on_reply(|request: NotesCreateRequest| async move {
///     let reply = SuccessReply::new(request.body).status(StatusCode::CREATED);
///     Ok(reply.header("location", "/v1/notes/7"))
/// });
///
/// let created = mock.client().create("Buy milk").response().await.unwrap();
/// assert_eq!(created.status(), StatusCode::CREATED);
/// assert_eq!(created.headers()["location"], "/v1/notes/7");
/// assert_eq!(created.value(), "Buy milk");
/// # });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SuccessReply<T> {
    value: T,
    status: Option<StatusCode>,
    headers: HeaderMap,
    /// What is wrong with a header that was given.
    fault: Option<String>,
}

impl<T> SuccessReply<T> {
    /// Creates a reply with this value. It has the status and the headers that it would have from a handler of
    /// [`Mock::on`](super::Mock::on).
    pub fn new(value: T) -> Self {
        Self { value, status: None, headers: HeaderMap::new(), fault: None }
    }

    /// Sets the status. Default: the one that the declaration names, as in `-> 201 Note`; or else 200, or 204 for a reply without a
    /// body.
    ///
    /// It should be one that the client takes for a success, from 200 to 299: the others are [`ErrorReply`]s.
    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Adds a header, which replaces one of the same name that the reply would have otherwise, such as its content type. If its name or
    /// value is not valid, the reply becomes a 500 that says so.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Display) -> Self {
        let value = value.to_string();
        match (HeaderName::try_from(name), HeaderValue::try_from(&value)) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            _ => {
                self.fault =
                    Some(format!("`{name}` with the value {value:?} is not a valid header"));
            }
        }
        self
    }

    /// Splits the value off, so that it can be encoded.
    pub(super) fn into_parts(self) -> (T, Head) {
        let Self { value, status, headers, fault } = self;
        (value, Head { status, headers, fault })
    }
}

/// What a reply has besides its value.
pub(super) struct Head {
    status: Option<StatusCode>,
    headers: HeaderMap,
    fault: Option<String>,
}

impl Head {
    /// Adds the status and the headers to an encoded value.
    pub(super) fn apply(
        self,
        mut response: TransportResponse,
    ) -> Result<TransportResponse, ErrorReply> {
        if let Some(fault) = self.fault {
            return Err(ErrorReply::broken(&fault));
        }
        response.status = self.status.unwrap_or(response.status);
        for name in self.headers.keys() {
            response.headers.remove(name);
        }
        for (name, value) in &self.headers {
            response.headers.append(name.clone(), value.clone());
        }
        Ok(response)
    }
}
