//! Server-sent events: the decoder of the wire format, and the trait of typed events.
//!
//! An endpoint that is declared `-> sse RunEvent` returns an [`EventStream`](crate::reply::EventStream) of `RunEvent`.

mod decoder;
mod derived;
mod event;
mod spec;

pub use self::decoder::{Decoder, EventTooLarge, RawEvent};
#[doc(hidden)]
pub use self::derived::{read_data, write_data};
pub use self::event::Event;
pub use self::spec::EventsSpec;
