//! The call type of an endpoint with optional inputs.
//!
//! An inherent method cannot be added to the runtime's `Call` from another crate, and a trait would have to be imported by
//! every caller. So such an endpoint returns a type of its own around a `Call`, to which the runtime gives all that a
//! `Call` can do; the declaration adds one setter for each optional input.

use super::method::{self, Owner};
use super::{docs, input};
use crate::model::{Endpoint, Method, Paged, Polled, Reply};
use crate::rt::rt_at;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

pub(crate) fn expand_all(methods: &[Method], owner: &Owner<'_>) -> TokenStream {
    let endpoints = methods.iter().filter_map(|method| match method {
        Method::Endpoint(endpoint) if endpoint.has_optional_inputs() => Some(endpoint),
        _ => None,
    });
    endpoints.map(|endpoint| expand(endpoint, owner)).collect()
}

fn expand(endpoint: &Endpoint, owner: &Owner<'_>) -> TokenStream {
    let span = method::span(&endpoint.reply);
    let rt = rt_at(span);
    let Owner { vis, ty, cfg, .. } = owner;
    let own = docs::cfg(&endpoint.attrs);
    let cfg = quote! { #cfg #own };
    let docs = format!(" A call of [`{ty}::{0}`], and its optional parameters.", endpoint.name);
    let call = &endpoint.names.call;
    let kind = method::kind(&endpoint.reply);
    let terminals = terminals(&endpoint.reply);
    let setters = input::setters(endpoint);
    // What is wrong with the reply's type is said there, not at the whole declaration.
    let declaration = quote_spanned! { span=>
        #rt::call! {
            #[doc = #docs]
            #vis struct #call<'a>(#kind) #terminals
        }
    };
    quote! {
        #cfg
        #declaration
        #cfg
        impl #call<'_> {
            #(#setters)*
        }
    }
}

/// What such a call offers beside the reply.
fn terminals(reply: &Reply) -> TokenStream {
    match reply {
        Reply::Paged(Paged { page, .. }) => quote! { paged #page },
        Reply::Polled(Polled { ty, .. }) => quote! { polled #ty },
        _ => TokenStream::new(),
    }
}
