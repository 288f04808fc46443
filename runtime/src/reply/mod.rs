//! Kinds of replies: one type a kind, one trait for all of them.

mod bytes;
pub(crate) mod coding;
mod empty;
mod error_event;
mod events;
mod expiry;
mod incoming;
mod json;
mod json_error;
pub(crate) mod json_path;
mod paged;
mod polled;
mod received;
#[cfg(feature = "mock")]
pub(crate) mod respond;
mod stream;
mod text;

pub use self::bytes::BytesReply;
pub use self::empty::Empty;
pub(crate) use self::error_event::ErrorEvents;
pub use self::events::{End, EventStream, Events, JsonOrEvents};
pub(crate) use self::expiry::{Expiry, earlier};
pub(crate) use self::incoming::Incoming;
pub use self::json::Json;
pub use self::paged::{Page, Paged};
pub use self::polled::Polled;
#[doc(hidden)]
pub use self::received::{Opening, Receive};
pub(crate) use self::received::{Received, ReceivedBody, Wanted, Way};
#[cfg(feature = "mock")]
pub use self::respond::Respond;
pub use self::stream::ByteStream;
pub use self::text::Text;
use crate::error::{Error, ErrorKind};
use crate::response::Head;

/// A kind of reply as a declaration names it, whatever the types in it are able to do.
///
/// It is apart from [`Reply`] so that there is a [`Call`](crate::Call) of a type that cannot be decoded: that is then one
/// mistake where the type is written, and not one more in each method of the call.
pub trait Declared: Sized + sealed::Sealed + 'static {
    /// What the declaration says about the call beside the endpoint, such as the condition of `polled until`.
    #[doc(hidden)]
    type Plan: Copy + Default + Send + Sync + 'static;
}

/// A kind of reply: what it asks the service for, how its body is taken, and what a caller gets.
///
/// The kinds are those of this module: the engine takes a body in a few ways, and each kind is one of them. The trait is
/// sealed, so that a kind can be added without breaking anyone.
pub trait Reply: Declared {
    /// What a caller gets.
    type Output;

    /// How the body is taken, and what is made of it.
    #[doc(hidden)]
    const RECEIVE: Receive<Self::Output>;

    /// The value of the header `accept`, if one is sent.
    #[doc(hidden)]
    const ACCEPT: Option<&'static str> = None;
}

mod sealed {
    /// Keeps [`Declared`](super::Declared) to the kinds of this crate.
    pub trait Sealed {}
}

/// Declares that types are kinds of replies, with nothing else to say about the call.
macro_rules! declared {
    ($($kind:ident $(<$($T:ident),*>)?),*) => {$(
        impl$(<$($T),*>)? $crate::reply::sealed::Sealed for $kind$(<$($T),*>)? {}

        impl$(<$($T: 'static),*>)? $crate::reply::Declared for $kind$(<$($T),*>)? {
            type Plan = ();
        }
    )*};
}
use declared;

impl Received {
    /// What a caller gets of a reply of the kind `R`.
    pub(crate) fn read<R: Reply>(self) -> Result<(R::Output, Head), Error> {
        let Self { head, body } = self;
        let value = match (R::RECEIVE, body) {
            (Receive::Content(decode), ReceivedBody::Whole(body)) => decode(&head, body)?,
            (Receive::Bytes(make), ReceivedBody::Whole(body)) => make(body),
            (Receive::Discard(make), ReceivedBody::Whole(_)) => make(),
            (Receive::Stream(make) | Receive::Events(make), ReceivedBody::Open(opening)) => {
                make(*opening)
            }
            // The engine was asked for `R`'s way, so this says that the engine is wrong.
            _ => {
                let message = "the reply was taken in another way than its kind asks for";
                return Err(Error::new(ErrorKind::Decode, message).with_head(head));
            }
        };
        Ok((value, head))
    }
}
