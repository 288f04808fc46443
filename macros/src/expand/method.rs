//! The method of an endpoint.

use super::{call, docs, input};
use crate::model::{Attrs, Broken, Endpoint, Method, Reply};
use crate::rt::{rt, rt_at};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Lifetime, Visibility};

/// The type that has the methods.
pub(crate) struct Owner<'a> {
    pub(crate) vis: &'a Visibility,
    pub(crate) ty: &'a Ident,
    /// The type of calls with optional inputs.
    pub(crate) call: &'a Ident,
    /// The type that has the table of endpoints.
    pub(crate) table: &'a Ident,
    /// What everything around the type is conditional on.
    pub(crate) cfg: Option<TokenStream>,
    /// The lifetime of the client in the methods' calls.
    pub(crate) lifetime: Lifetime,
    /// The client, borrowed for that lifetime.
    pub(crate) client: TokenStream,
    /// `&self`, or `self` of a type that is itself a borrow: one lifetime less in each method.
    pub(crate) receiver: TokenStream,
}

pub(crate) fn expand(method: &Method, owner: &Owner<'_>) -> TokenStream {
    match method {
        Method::Endpoint(endpoint) => expand_endpoint(endpoint, owner),
        Method::Broken(broken) => expand_broken(broken, owner),
    }
}

fn expand_endpoint(endpoint: &Endpoint, owner: &Owner<'_>) -> TokenStream {
    let Owner { vis, client, receiver, table, lifetime, call: own, .. } = owner;
    let rt = rt();
    let route = docs::route_of(endpoint);
    let Attrs { docs, cfg, deprecated, lints } = &endpoint.attrs;
    let (name, row) = (&endpoint.name, &endpoint.row);
    let (arguments, steps) = input::arguments(endpoint);
    let span = endpoint.reply.span();
    let call = endpoint.reply.call(span, client);
    let call = quote! { #rt::Request::row(#table::ENDPOINTS, #row) #(#steps)* #call };
    let (output, call) = if endpoint.has_optional_inputs() {
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

fn expand_broken(broken: &Broken, owner: &Owner<'_>) -> TokenStream {
    let rt = rt();
    let Owner { vis, receiver, .. } = owner;
    let attrs = docs::item(&broken.attrs);
    let name = &broken.name;
    let arguments = (0..broken.arguments).map(|_| quote! { _: impl #rt::Sized });
    quote! {
        #attrs
        #vis fn #name(#receiver, #(#arguments),*) -> #rt::Erroneous {
            #rt::Erroneous
        }
    }
}

/// `Call<'a, Json<Run>>`. That `Run` cannot be decoded is reported at the user's type.
fn call_of(reply: &Reply, span: Span, lifetime: &Lifetime) -> TokenStream {
    let rt = rt_at(span);
    let kind = reply.runtime_type(span);
    quote_spanned! { span=> #rt::Call<#lifetime, #kind> }
}
