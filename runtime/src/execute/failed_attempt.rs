//! A failed attempt: the error that the call may end with, and what it means for a retry.

use std::time::SystemTime;

use bytes::Bytes;

use super::redirect::Refusal;
use crate::declaration::{ErrorCondition, ErrorDecoder};
use crate::error::{Error, ErrorKind, Escaped, Timeout};
use crate::reply::Reported;
use crate::request::Panicked;
use crate::response::Head;
use crate::retry::{Outcome, Reply, retry_after};
use crate::transport::{TransportError, TransportErrorKind};

pub(crate) struct FailedAttempt {
    pub(crate) error: Error,
    pub(crate) outcome: Outcome,
}

impl FailedAttempt {
    /// A failure that a retry would not change.
    pub(crate) fn permanent(error: Error) -> Self {
        Self { error, outcome: Outcome::Permanent }
    }

    /// The request was sent, but no complete reply arrived.
    pub(crate) fn lost(error: Error) -> Self {
        Self { error, outcome: Outcome::Lost }
    }

    /// The body of a successful reply could not be received.
    pub(crate) fn body(error: Error) -> Self {
        match error.kind() {
            ErrorKind::Limit | ErrorKind::Decode | ErrorKind::Callback => Self::permanent(error),
            _ => Self::lost(error),
        }
    }

    /// The transport could not send the request.
    pub(crate) fn transport(error: TransportError) -> Self {
        let (kind, message, outcome) = match error.kind() {
            TransportErrorKind::Connect => {
                (ErrorKind::Connect, "no connection to the service", Outcome::Unsent)
            }
            TransportErrorKind::ConnectTimeout => (
                ErrorKind::Timeout(Timeout::Connect),
                "no connection to the service in time",
                Outcome::Unsent,
            ),
            TransportErrorKind::Interrupted => {
                (ErrorKind::Interrupted, "the connection broke before a reply came", Outcome::Lost)
            }
            TransportErrorKind::ResponseBody => {
                (ErrorKind::Truncated, "the reply's body broke off", Outcome::Lost)
            }
            TransportErrorKind::RequestBody if error.has_cause::<Panicked>() => {
                (ErrorKind::Callback, "a function of the caller's panicked", Outcome::Permanent)
            }
            TransportErrorKind::RequestBody => (
                ErrorKind::Body,
                "the stream that provides the request's body failed",
                Outcome::Permanent,
            ),
            TransportErrorKind::Unusable => {
                (ErrorKind::Config, "the transport cannot send this request", Outcome::Permanent)
            }
        };
        Self { error: Error::new(kind, message).with_source(error.into_source()), outcome }
    }

    /// The reply is a redirect that is not followed.
    pub(crate) fn redirect(head: Head, body: Bytes, refusal: Refusal) -> Self {
        let message =
            format!("the redirect ({}) was not followed: {}", head.status, refusal.reason());
        Self::permanent(Error::new(ErrorKind::Redirect, message).with_head(head).with_body(body))
    }

    /// The service replied with an error status.
    pub(crate) fn refusal(
        head: Head,
        body: Bytes,
        decoder: Option<ErrorDecoder>,
        now: SystemTime,
    ) -> Self {
        let api = decoder.and_then(|decoder| decoder.decode(&body).ok());
        let said = api.as_ref().and_then(|error| error.said());
        let message = match said {
            None => head.status.to_string(),
            Some(said) => format!("{}: {}", head.status, Escaped(&head.redactor.redact(said))),
        };
        Self::api(head, body, Reported { api, message }, now)
    }

    /// The service replied with a status of success, and with an error in the body, of which up to `limit` bytes are kept.
    pub(crate) fn reported(
        head: Head,
        body: Bytes,
        condition: &ErrorCondition,
        limit: usize,
        now: SystemTime,
    ) -> Self {
        let reported = Reported::of(&head, condition, &body);
        let body = match body.get(..limit) {
            // A slice would keep the whole body in memory.
            Some(beginning) => Bytes::copy_from_slice(beginning),
            None => body,
        };
        Self::api(head, body, reported, now)
    }

    fn api(head: Head, body: Bytes, reported: Reported, now: SystemTime) -> Self {
        let Reported { api, message } = reported;
        let retry_after = retry_after::parse(&head.headers, now);
        let reply = Reply {
            status: head.status,
            retry_after,
            should_retry: retry_after::should_retry(&head.headers),
            is_final: api.as_ref().is_some_and(|error| error.is_final()),
        };
        let error = Error::new(ErrorKind::Api, message)
            .with_head(head)
            .with_body(body)
            .with_decoded(api)
            .with_retry_after(retry_after);
        Self { error, outcome: Outcome::Status(reply) }
    }
}
