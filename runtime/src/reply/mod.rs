//! The kinds of replies: a type for each kind, and a trait that they implement.

mod bytes;
pub(crate) mod coding;
mod copy;
mod either;
mod empty;
mod error_event;
mod events;
mod expiry;
mod incoming;
mod json;
mod json_error;
pub(crate) mod json_path;
mod lines;
pub(crate) mod link;
mod optional;
mod page;
mod paged;
mod polled;
mod received;
mod reported;
#[cfg(feature = "mock")]
pub(crate) mod respond;
#[cfg(feature = "files")]
mod save;
mod stream;
mod stream_size;
mod text;
mod via;
mod weight;

pub use self::bytes::BytesReply;
#[cfg(feature = "blocking")]
pub(crate) use self::copy::unwritten;
pub use self::either::Either;
pub use self::empty::Empty;
pub(crate) use self::error_event::ErrorEvents;
pub use self::events::{End, EventStream, Events, JsonOrEvents};
pub(crate) use self::expiry::{Expiry, earlier};
pub(crate) use self::incoming::Incoming;
pub use self::json::Json;
pub use self::lines::{LineStream, Lines};
pub use self::optional::Optional;
pub use self::page::{List, Page};
#[doc(hidden)]
pub use self::paged::Direction;
pub use self::paged::{
    BothWays, OneWay, Paged, PagedBack, PagedByCount, PagedByHeader, PagedReply,
};
pub use self::polled::Polled;
#[doc(hidden)]
pub use self::received::{Opening, Receive};
pub(crate) use self::received::{Received, ReceivedBody, Wanted, Way};
pub(crate) use self::reported::{Reported, reported};
#[cfg(feature = "mock")]
pub use self::respond::Respond;
pub use self::stream::ByteStream;
pub use self::text::Text;
pub use self::via::Via;
use crate::error::{Error, ErrorKind};
use crate::response::Head;

/// A kind of reply as a declaration names it, whether or not its types can be decoded.
///
/// It is separate from [`Reply`] so that there is a [`Call`](crate::Call) even of a type that cannot be decoded. The
/// compiler then reports one mistake where the type is written, and not another in each method of the call.
pub trait Declared: Sized + sealed::Sealed + 'static {
    /// What the declaration adds to the call beside the endpoint, such as the condition of `polled until`.
    #[doc(hidden)]
    type Plan: Copy + Default + Send + Sync + 'static;
}

/// A kind of reply: what is requested from the service, how the body is received, and what a caller gets.
///
/// The trait is sealed: its implementations are the types in this module. This allows new kinds to be added without
/// breaking users.
pub trait Reply: Declared {
    /// The type that a caller gets.
    type Output;

    /// How the body is received, and what it is turned into.
    #[doc(hidden)]
    const RECEIVE: Receive<Self::Output>;

    /// The value of the header `accept`; `None` sends no such header.
    #[doc(hidden)]
    const ACCEPT: Option<&'static str> = None;
}

mod sealed {
    /// Restricts [`Declared`](super::Declared) to the kinds of this crate.
    pub trait Sealed {}
}

/// Implements [`Declared`] for kinds that add nothing to the call.
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
    /// Turns the reply into what a caller gets for the kind `R`.
    pub(crate) fn read<R: Reply>(self) -> Result<(R::Output, Head), Error> {
        let Self { head, body, .. } = self;
        let value = match (R::RECEIVE, body) {
            (Receive::Content(decode) | Receive::Either(decode, _), ReceivedBody::Whole(body)) => {
                decode(&head, body)?
            }
            (Receive::Bytes(make), ReceivedBody::Whole(body)) => make(body),
            (Receive::Discard(make), ReceivedBody::Whole(_)) => make(),
            (
                Receive::Stream(make) | Receive::Events(make) | Receive::Either(_, make),
                ReceivedBody::Open(opening),
            ) => make(*opening),
            // The engine receives a reply in the way of its kind `R`, so this is a bug in the engine.
            _ => {
                let message = "the reply was received in another way than its kind requires; please report this bug";
                return Err(Error::new(ErrorKind::Decode, message).with_head(head));
            }
        };
        Ok((value, head))
    }
}
