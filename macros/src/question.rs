//! What an expansion asks the runtime about the schema of a type. Any type can be asked: see `runtime/src/openapi/question.rs`.

use crate::rt::rt;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// The schema of a type, by a reference if it has a name.
pub(crate) fn schema(ty: &impl ToTokens) -> TokenStream {
    of_either_trait(ty, "SCHEMA")
}

/// The schema itself.
pub(crate) fn definition(ty: &impl ToTokens) -> TokenStream {
    of_either_trait(ty, "DEFINITION")
}

fn of_either_trait(ty: &impl ToTokens, ours: &str) -> TokenStream {
    let (of, ours) = (question(ty), Ident::new(ours, Span::call_site()));
    quote! { #of::answer(#of::#ours, #of::JSON_SCHEMA) }
}

/// The schema of an event.
pub(crate) fn event(ty: &impl ToTokens) -> TokenStream {
    let (of, rt) = (question(ty), rt());
    quote! { #of::answer(#of::EVENT, #rt::None) }
}

/// The trait that has to be in scope. Where all types that are asked have a schema, it is not used.
pub(crate) fn scope() -> TokenStream {
    let rt = rt();
    quote! {
        #[allow(unused_imports)]
        use #rt::openapi::NoAnswer as _;
    }
}

fn question(ty: &impl ToTokens) -> TokenStream {
    let rt = rt();
    quote! { #rt::openapi::Question::<#ty> }
}
