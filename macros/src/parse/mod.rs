//! Parses tokens into the syntax tree. The body is split into chunks that are parsed separately, so a mistake affects only
//! its own line.

mod attrs;
mod braces;
mod chunk;
mod clause;
mod clause_place;
mod client;
mod endpoint;
mod group;
mod header_name;
mod input;
mod item;
mod method;
mod misplaced;
mod param;
mod path;
mod prefix;
mod query;
mod quoted;
mod remains;
mod runtime;
mod segment;
mod setting;
mod slips;
mod start;
mod tokens;
mod url;
mod value;
mod words;

use crate::ast::Api;
use crate::errors::Errors;
use proc_macro2::TokenStream;

/// ```ebnf
/// api = [ runtime ] { item } ;
/// ```
pub(crate) fn parse(input: TokenStream, errors: &mut Errors) -> Api {
    let chunks = chunk::split(input).into_iter();
    Api { items: chunks.map(|chunk| item::parse_item(chunk, errors)).collect() }
}
