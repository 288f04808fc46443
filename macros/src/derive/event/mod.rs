//! `#[derive(Event)]`: an enum of the events of a stream, identified by their name or by a tag in their data.

mod expand;
mod model;
mod parse;
mod schema;

use super::fallback;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

pub(super) fn expand(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    match parse::parse(input, errors) {
        Some(events) => expand::expand(&events),
        None => fallback::event(input),
    }
}
