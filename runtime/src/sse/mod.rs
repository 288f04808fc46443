//! Server-sent events: the decoder of the wire format, and what a typed event is.
//!
//! An endpoint declared `-> sse RunEvent` gives an [`EventStream`](crate::reply::EventStream) of its events.

mod decoder;
mod derived;
mod event;
mod spec;

pub use self::decoder::{Decoder, EventTooLarge, RawEvent};
#[doc(hidden)]
pub use self::derived::{read_data, write_data};
pub use self::event::Event;
pub use self::spec::EventsSpec;
