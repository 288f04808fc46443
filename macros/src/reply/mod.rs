//! Replies: their syntax and their expansion.
//!
//! Each kind of reply is a row in `kind`. A kind that is a word, or a word followed by types, needs nothing else in this crate.

mod events;
mod expand;
mod kind;
mod parse;
mod slips;
#[cfg(test)]
mod tests;
mod ty;

pub(crate) use events::Events;
pub(crate) use kind::{Repeat, Reply, is_word};
pub(crate) use parse::parse_reply;
