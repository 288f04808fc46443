//! What comes back: the syntax of a reply, and all that its kind is to the runtime.
//!
//! A kind is a row of `kind`. One that is a word, or a word before types, needs nothing else in this crate.

mod events;
mod expand;
mod kind;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use events::Events;
pub(crate) use kind::{Repeat, Reply};
pub(crate) use parse::parse_reply;
