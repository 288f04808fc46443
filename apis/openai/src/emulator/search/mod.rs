//! Searches in files: the text of a file in chunks, and the chunks that fit a query best.
//!
//! The service compares meanings; this compares words, with [BM25](https://docs.rs/bm25). A chunk that has the words of
//! a query is found, one that says the same in other words is not.

mod chunks;
mod document;
mod filter;
mod rank;
mod text;
mod words;

pub(in crate::emulator) use self::document::Document;
pub(in crate::emulator) use self::rank::{Candidate, SearchOptions, best_line, search};
