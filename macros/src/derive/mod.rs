//! The derives for wire types. Each is a small compiler: it parses the item into a model, checks the rules and expands.

mod attr;
mod event;
mod fallback;
mod generics;
mod multipart;
mod object;
mod rename;
mod schema;
mod string_enum;
#[cfg(test)]
mod tests;
mod union;

use crate::errors::Errors;
use crate::rt;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// Runs one derive: the expansion, and an error for each mistake.
fn derive(
    input: &DeriveInput,
    expand: fn(&DeriveInput, &mut Errors) -> TokenStream,
) -> TokenStream {
    let mut errors = Errors::default();
    let runtime = attr::runtime(&input.attrs);
    let expansion = rt::within(runtime.as_ref(), || expand(input, &mut errors));
    let errors = errors.into_compile_errors();
    quote! { #expansion #errors }
}

pub(crate) fn object(input: &DeriveInput) -> TokenStream {
    derive(input, object::expand)
}

pub(crate) fn union(input: &DeriveInput) -> TokenStream {
    derive(input, union::expand)
}

pub(crate) fn string_enum(input: &DeriveInput) -> TokenStream {
    derive(input, string_enum::expand)
}

pub(crate) fn multipart(input: &DeriveInput) -> TokenStream {
    derive(input, multipart::expand)
}

pub(crate) fn event(input: &DeriveInput) -> TokenStream {
    derive(input, event::expand)
}
