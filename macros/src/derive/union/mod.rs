//! `#[derive(Union)]`: an enum of types that are identified by a tag or by their shape.

mod check;
mod expand;
mod model;
mod parse;
mod schema;

use super::fallback;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

pub(super) fn expand(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let Some(union) = parse::parse(input, errors) else { return fallback::serde(input) };
    check::check(&union, errors);
    expand::expand(&union)
}
