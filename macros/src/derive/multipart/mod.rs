//! `#[derive(Multipart)]`: a struct with named fields, as a body of several parts.

mod expand;
mod model;
mod parse;
mod schema;

use super::fallback;
use super::object::check::check;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

pub(super) fn expand(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let Some(mut form) = parse::parse(input, errors) else { return fallback::multipart(input) };
    check(&mut form.object, errors);
    expand::expand(&form)
}
