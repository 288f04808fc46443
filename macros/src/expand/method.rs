//! The method of an endpoint.

use super::owner::Owner;
use super::{broken, call, docs, input};
use crate::model::{Attrs, Endpoint, Method};
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn expand(method: &Method, owner: &Owner<'_>) -> TokenStream {
    match method {
        Method::Endpoint(endpoint) => expand_endpoint(endpoint, owner),
        Method::Broken(broken) => broken::expand(broken, owner),
    }
}

fn expand_endpoint(endpoint: &Endpoint, owner: &Owner<'_>) -> TokenStream {
    let Owner { vis, table, .. } = owner;
    let rt = rt();
    let text = docs::of_method(endpoint);
    let Attrs { docs, cfg, deprecated, lints } = &endpoint.attrs;
    let (name, row) = (&endpoint.name, &endpoint.row);
    let (arguments, steps) = input::arguments(endpoint);
    let lifetime = input::lifetime(endpoint).into_iter();
    let span = endpoint.reply.span();
    let (output, call) = (call::call_of(endpoint, span, owner), endpoint.reply.call(span));
    quote! {
        #(#docs)* #[doc = #text] #(#cfg)* #deprecated #(#lints)*
        #vis fn #name #(<#lifetime>)* (&self, #(#arguments),*) -> #output {
            #rt::Request::row(#table::ENDPOINTS, #row) #(#steps)* #call
        }
    }
}
