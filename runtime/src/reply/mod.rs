//! Kinds of replies: one type a kind, one trait for all of them.

mod bytes;
mod empty;
mod events;
mod expiry;
mod incoming;
mod json;
mod json_error;
pub(crate) mod json_path;
mod paged;
mod polled;
mod stream;
mod text;

use ::bytes::Bytes;

use crate::error::Error;

pub use self::bytes::Raw;
pub use self::empty::Empty;
pub(crate) use self::events::ErrorEvents;
pub use self::events::{End, EventStream, Events, JsonOrEvents, Opening};
pub(crate) use self::expiry::{Expiry, earlier};
pub(crate) use self::incoming::Incoming;
pub use self::json::Json;
pub(crate) use self::json::decode;
pub use self::paged::{Page, Paged};
pub use self::polled::Polled;
pub use self::stream::ByteStream;
pub use self::text::Text;
pub use crate::response::Head;

/// What a call carries for its kind of reply, whatever the types in that are able to do.
///
/// It is apart from [`Reply`] so that there is a [`Call`](crate::Call) of a type that cannot be decoded: that is then one
/// mistake where the type is written, and not one more in each method of the call.
pub trait Kind: Sized + 'static {
    /// What the declaration says about the call beside the endpoint, such as the condition of `polled until`.
    type Plan: Copy + Default + Send + Sync + 'static;
}

/// A kind of reply: what it asks the service for, how its body is taken, and what a caller gets.
///
/// The engine that sends calls does not know the kinds; it takes the body in one of the ways of [`Receive`].
pub trait Reply: Kind {
    /// What a caller gets.
    type Output;

    /// How the body is taken.
    const RECEIVE: Receive;

    /// The value of the header `accept`, if one is sent.
    fn accept() -> Option<&'static str> {
        None
    }

    /// Makes the output of a successful reply.
    ///
    /// # Errors
    ///
    /// When the body does not have the declared form.
    fn receive(head: &Head, body: ReplyBody) -> Result<Self::Output, Error>;
}

/// How the body of a successful reply is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Receive {
    /// All of it, within the client's limit, before the call is done. An attempt whose body breaks off counts as failed.
    Whole,
    /// As it arrives, after the call is done.
    Stream,
    /// As events arrive, after the call is done. A reply that is no event stream is an error of the call.
    Events,
    /// Not at all.
    Discard,
}

/// The body of a successful reply, taken as [`Receive`] says.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReplyBody {
    /// All of it; empty when it is discarded.
    Whole(Bytes),
    /// What arrives.
    Stream(ByteStream),
    /// The events that arrive.
    Events(Box<Opening>),
}

impl ReplyBody {
    /// The whole body; nothing of one that streams.
    pub(crate) fn into_whole(self) -> Bytes {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Stream(_) | Self::Events(_) => Bytes::new(),
        }
    }
}

/// A successful reply, not decoded.
pub(crate) struct Received {
    pub(crate) head: Head,
    pub(crate) body: ReplyBody,
}

/// How the engine is to take a reply: what it needs to know of a reply kind.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) receive: Receive,
    pub(crate) accept: Option<&'static str>,
}
