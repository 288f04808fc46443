//! Parses tokens into the syntax tree. The body is split into chunks that are parsed separately, so a mistake affects only
//! its own line.

mod attrs;
mod auth;
mod base_url;
mod braces;
mod chunk;
mod clause;
mod clause_place;
mod client;
mod codec;
mod endpoint;
mod error;
mod group;
mod header_name;
mod if_absent;
mod input;
mod item;
mod location;
mod media_types;
mod method;
mod misplaced;
mod need;
mod paging;
mod param;
mod path;
mod prefix;
mod query;
mod query_constant;
mod quoted;
mod remains;
mod runtime;
mod scalar;
mod segment;
mod separator;
mod setting;
mod slips;
mod start;
mod status;
mod tokens;
mod url;
mod value;
mod variable;
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
