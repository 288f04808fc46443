//! The method of an endpoint.

use super::owner::Owner;
use super::{broken, call, docs, input};
use crate::model::{Attrs, Endpoint, Method, Reply};
use crate::rt::{rt, rt_at};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Lifetime;

pub(crate) fn expand(method: &Method, owner: &Owner<'_>) -> TokenStream {
    match method {
        Method::Endpoint(endpoint) => expand_endpoint(endpoint, owner),
        Method::Broken(broken) => broken::expand(broken, owner),
    }
}

fn expand_endpoint(endpoint: &Endpoint, owner: &Owner<'_>) -> TokenStream {
    let Owner { block, vis, client, receiver, table, lifetime, .. } = owner;
    let rt = rt();
    let route = docs::route_of(endpoint);
    let Attrs { docs, cfg, deprecated, lints } = &endpoint.attrs;
    let (name, row) = (&endpoint.name, &endpoint.row);
    let (arguments, steps) = input::arguments(endpoint);
    let span = endpoint.reply.span();
    let call = endpoint.reply.call(span, client);
    let call = quote! { #rt::Request::row(#table::ENDPOINTS, #row) #(#steps)* #call };
    let (output, call) = if endpoint.has_optional_inputs() {
        let own = &block.call;
        (call::call_of(endpoint, span, owner, lifetime), quote! { #own::from_call(#call) })
    } else {
        (call_of(&endpoint.reply, span, lifetime), call)
    };
    quote! {
        #(#docs)* #[doc = #route] #(#cfg)* #deprecated #(#lints)*
        #vis fn #name(#receiver, #(#arguments),*) -> #output {
            #call
        }
    }
}

/// `Call<'a, Json<Run>>`. That `Run` cannot be decoded is reported at the user's type.
fn call_of(reply: &Reply, span: Span, lifetime: &Lifetime) -> TokenStream {
    let rt = rt_at(span);
    let kind = reply.runtime_type(span);
    quote_spanned! { span=> #rt::Call<#lifetime, #kind> }
}
