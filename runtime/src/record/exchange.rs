//! A request and what came of it, as they are written.

use std::time::Duration;

use super::content::Content;
use crate::transport::TransportErrorKind;

/// A request and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    pub(super) request: Request,
    pub(super) outcome: Outcome,
}

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) headers: Headers,
    pub(super) body: Content,
}

/// Names in lower case with their values, in the order of the names.
pub(super) type Headers = Vec<(String, Vec<String>)>;

/// What came of a request.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Reply(Reply),
    /// The transport failed.
    Failure(Failure),
    /// The client did not wait for a reply.
    Abandoned,
}

/// A reply.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reply {
    /// The time from the request to the head, or, if the body was received whole, to its end.
    pub(super) after: Duration,
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) chunks: Vec<Chunk>,
    pub(super) end: End,
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chunk {
    /// The time since the piece before it, or the head.
    pub(super) after: Duration,
    pub(super) content: Content,
}

/// How a body ends after its chunks.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum End {
    Whole,
    Failure(Failure),
    /// The client did not read on.
    Abandoned,
}

/// A failure of the transport.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    pub(super) after: Duration,
    pub(super) kind: TransportErrorKind,
    pub(super) message: String,
}

/// The words for the kinds of failures that are recorded: those that a service or a network can cause.
pub(super) const FAILURES: [(&str, TransportErrorKind); 4] = [
    ("connect", TransportErrorKind::Connect),
    ("connect-timeout", TransportErrorKind::ConnectTimeout),
    ("interrupted", TransportErrorKind::Interrupted),
    ("reply-body", TransportErrorKind::ResponseBody),
];
