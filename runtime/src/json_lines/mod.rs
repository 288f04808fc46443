//! JSON Lines, also known as newline-delimited JSON: the decoder of the wire format.
//!
//! An endpoint that is declared `-> lines Entry` returns a [`LineStream`](crate::reply::LineStream) of `Entry`.

mod decoder;

pub use self::decoder::{Decoder, LineTooLarge, RawLine};
