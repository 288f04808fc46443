//! `#[derive(Object)]`: a struct with named fields, as a JSON object.

mod check;
mod expand;
mod model;
mod parse;
mod setters;
mod types;

use super::fallback;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

pub(super) fn expand(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let Some(mut object) = parse::parse(input, errors) else { return fallback::object(input) };
    check::check(&mut object, errors);
    expand::expand(&object)
}
