//! Replies: their syntax and their expansion.
//!
//! Each kind of reply is a row in `kind`. A kind that is a word, or a word followed by types, needs nothing else in this crate.

mod codec;
mod events;
mod expand;
mod kind;
mod nothing;
mod paging;
mod parse;
mod slips;
mod status;
mod success;
#[cfg(test)]
mod tests;
mod ty;

pub(crate) use codec::{encoding_with_codec, parse_codec};
pub(crate) use events::{Events, Switch};
pub(crate) use kind::{Repeat, Reply, is_word};
pub(crate) use paging::{Cursor, PagedBy, Paging, Place, Source};
pub(crate) use parse::parse_reply;
pub(crate) use slips::FORMATS;
pub(crate) use status::ReplyStatus;
pub(crate) use success::{facts as success_facts, parse_success};
