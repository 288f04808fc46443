//! `#[derive(Object)]`: a struct with named fields, as a JSON object.

pub(super) mod check;
pub(super) mod expand;
pub(super) mod model;
pub(super) mod parse;
pub(super) mod schema;
mod setters;
pub(super) mod types;

use super::fallback;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

pub(super) fn expand(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let Some(mut object) = parse::parse(input, errors) else { return fallback::object(input) };
    check::check(&mut object, errors);
    expand::expand(&object)
}
