//! Replies of which the service chooses the kind: JSON or events.

use std::fmt;

use super::events::EventStream;
use super::json;
use super::received::Receive;
use super::{Reply, declared};
use crate::codec::Decode;
use crate::sse::Event;

/// A JSON reply or a stream of events, whichever the service chooses: declared as <code>A | sse B</code> without `when`.
///
/// The content type of the reply says which of the two it is. Whatever is not `text/event-stream` is read as JSON.
///
/// The type is both a kind of reply and what a caller gets of that kind.
///
/// # Examples
///
/// ```
/// use schematic_api::reply::Either;
/// use schematic_api::Error;
/// use serde_json::Value;
///
/// async fn last(reply: Either<Value, Value>) -> Result<Option<Value>, Error> {
///     match reply {
///         Either::Json(value) => Ok(Some(value)),
///         Either::Events(mut events) => {
///             let mut last = None;
///             while let Some(event) = events.try_next().await? {
///                 last = Some(event);
///             }
///             Ok(last)
///         }
///     }
/// }
/// ```
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each call, and a box would be in the way of whoever takes the stream out"
)]
pub enum Either<T, E> {
    /// The reply is JSON.
    Json(T),
    /// The reply is a stream of events.
    Events(EventStream<E>),
}

impl<T: Decode, E: Event> Reply for Either<T, E> {
    type Output = Self;
    const RECEIVE: Receive<Self> = Receive::Either(
        |head, body| json::decode(head, body).map(Self::Json),
        |opening| Self::Events(EventStream::new(opening)),
    );
    const ACCEPT: Option<&'static str> = Some("application/json, text/event-stream");
}

declared!(Either<T, E>);

impl<T: fmt::Debug, E> fmt::Debug for Either<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(value) => f.debug_tuple("Json").field(value).finish(),
            Self::Events(events) => f.debug_tuple("Events").field(events).finish(),
        }
    }
}
