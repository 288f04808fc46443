//! A successful reply as the engine gives it: taken in the way that its kind asks for, and not yet decoded.

use bytes::Bytes;

use super::error_event::ErrorEvents;
use super::incoming::Incoming;
use crate::client::Limits;
use crate::error::Error;
use crate::response::Head;

/// How the body of a successful reply is taken, and what is made of it.
#[derive(Debug)]
pub enum Receive<T> {
    /// All of it, within the client's limit, before the call is done, with its content coding undone. An attempt whose
    /// body breaks off counts as failed.
    Content(fn(&Head, Bytes) -> Result<T, Error>),
    /// The same, but as it is on the wire.
    Bytes(fn(Bytes) -> T),
    /// As it arrives, after the call is done.
    Stream(fn(Opening) -> T),
    /// As events arrive, after the call is done. A reply that is no event stream is an error of the call.
    Events(fn(Opening) -> T),
    /// Not at all.
    Discard(fn() -> T),
}

impl<T> Receive<T> {
    pub(crate) const fn way(&self) -> Way {
        match self {
            Self::Content(_) => Way::Content,
            Self::Bytes(_) => Way::Bytes,
            Self::Stream(_) => Way::Stream,
            Self::Events(_) => Way::Events,
            Self::Discard(_) => Way::Discard,
        }
    }
}

/// How the engine, which does not know the types of replies, takes a body: a [`Receive`] without what is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Content,
    Bytes,
    Stream,
    Events,
    Discard,
}

/// What the engine needs to know of a reply kind.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) way: Way,
    pub(crate) accept: Option<&'static str>,
}

/// A successful reply, not decoded.
pub(crate) struct Received {
    pub(crate) head: Head,
    pub(crate) body: ReceivedBody,
}

/// The body of a successful reply.
pub(crate) enum ReceivedBody {
    /// All of it; empty when it is discarded.
    Whole(Bytes),
    /// What arrives.
    Open(Box<Opening>),
}

impl Received {
    /// The whole body; nothing of one that arrives later.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            ReceivedBody::Whole(bytes) => bytes.clone(),
            ReceivedBody::Open(_) => Bytes::new(),
        }
    }
}

/// A reply whose body is about to be read as it arrives, and what reading it needs.
#[derive(Debug)]
pub struct Opening {
    pub(crate) incoming: Incoming,
    pub(crate) limits: Limits,
    pub(crate) errors: ErrorEvents,
}
