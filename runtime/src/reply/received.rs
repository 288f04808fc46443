//! A successful reply as the engine returns it: received in the way that its kind requires, and not yet decoded.

use bytes::Bytes;
use url::Url;

use super::error_event::ErrorEvents;
use super::incoming::Incoming;
use crate::client::Limits;
use crate::declaration::ErrorConditions;
use crate::error::Error;
use crate::response::Head;

/// How the body of a successful reply is received, and what it is turned into.
#[derive(Debug)]
pub enum Receive<T> {
    /// The whole body, within the client's limit and with its content coding decoded, is received before the call
    /// completes. If the body breaks off, the attempt has failed.
    Content(fn(&Head, Bytes) -> Result<T, Error>),
    /// Like `Content`, but with the body as it was sent.
    Bytes(fn(Bytes) -> T),
    /// The body is read as it arrives, after the call has completed.
    Stream(fn(Opening) -> T),
    /// Events are read as they arrive, after the call has completed. A reply that is not an event stream fails the
    /// call.
    Events(fn(Opening) -> T),
    /// Like `Events` if the reply is an event stream, otherwise like `Content`.
    Either(fn(&Head, Bytes) -> Result<T, Error>, fn(Opening) -> T),
    /// The body is discarded.
    Discard(fn() -> T),
}

impl<T> Receive<T> {
    pub(crate) const fn way(&self) -> Way {
        match self {
            Self::Content(_) => Way::Content,
            Self::Bytes(_) => Way::Bytes,
            Self::Stream(_) => Way::Stream,
            Self::Events(_) => Way::Events,
            Self::Either(..) => Way::Either,
            Self::Discard(_) => Way::Discard,
        }
    }
}

/// A [`Receive`] without what the body is turned into, for the engine, which does not know the types of replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Content,
    Bytes,
    Stream,
    Events,
    Either,
    Discard,
}

/// What the engine needs to know about a kind of reply.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) way: Way,
    pub(crate) accept: Option<&'static str>,
}

/// A successful reply that has not been decoded.
pub(crate) struct Received {
    pub(crate) head: Head,
    pub(crate) body: ReceivedBody,
    /// Where it came from, without the credential, if the endpoint's pages have addresses.
    pub(crate) url: Option<Url>,
}

/// The body of a successful reply.
pub(crate) enum ReceivedBody {
    /// The whole body; empty if it was discarded.
    Whole(Bytes),
    /// A body that is still arriving.
    Open(Box<Opening>),
}

impl Received {
    /// Returns a copy, if the whole body is here.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        let ReceivedBody::Whole(bytes) = &self.body else { return None };
        let body = ReceivedBody::Whole(bytes.clone());
        Some(Self { head: self.head.clone(), body, url: self.url.clone() })
    }

    /// Returns the whole body, or nothing if it is still arriving.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            ReceivedBody::Whole(bytes) => bytes.clone(),
            ReceivedBody::Open(_) => Bytes::new(),
        }
    }
}

/// A reply whose body is read as it arrives, and what is needed to read it.
#[derive(Debug)]
pub struct Opening {
    pub(crate) incoming: Incoming,
    pub(crate) limits: Limits,
    pub(crate) errors: ErrorEvents,
    pub(crate) conditions: ErrorConditions,
}
