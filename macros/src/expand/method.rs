//! The method of an endpoint.

use super::{call, docs, input};
use crate::model::{Attrs, Broken, Endpoint, Method, Polled, Reply};
use crate::rt::{rt, rt_at};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Lifetime, Type, Visibility};

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
    let span = span(&endpoint.reply);
    let call = sent(&endpoint.reply, span, client);
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
    let kind = kind(reply, span);
    quote_spanned! { span=> #rt::Call<#lifetime, #kind> }
}

/// The reply kind: a type of the runtime.
pub(crate) fn kind(reply: &Reply, span: Span) -> TokenStream {
    let rt = rt_at(span);
    match reply {
        Reply::Json(ty) => quote_spanned! { span=> #rt::Json<#ty> },
        Reply::Text => quote! { #rt::Text },
        Reply::Bytes => quote! { #rt::Raw },
        Reply::Stream => quote! { #rt::ByteStream },
        Reply::Empty => quote! { #rt::Empty },
        Reply::Paged(paged) => {
            let page = &paged.page;
            quote_spanned! { span=> #rt::Paged<#page> }
        }
        Reply::Polled(polled) => {
            let ty = &polled.ty;
            quote_spanned! { span=> #rt::Polled<#ty> }
        }
        Reply::Events(events) => {
            let ty = &events.ty;
            quote_spanned! { span=> #rt::Events<#ty> }
        }
        Reply::JsonOrEvents(reply) => {
            let (json, events) = (&reply.json, &reply.events.ty);
            quote_spanned! { span=> #rt::JsonOrEvents<#json, #events> }
        }
    }
}

/// Where a mistake in the reply's type is reported.
pub(crate) fn span(reply: &Reply) -> Span {
    let ty: &Type = match reply {
        Reply::Json(ty) => ty,
        Reply::Paged(paged) => &paged.page,
        Reply::Polled(polled) => &polled.ty,
        Reply::Events(events) => &events.ty,
        Reply::JsonOrEvents(reply) => &reply.json,
        Reply::Text | Reply::Bytes | Reply::Stream | Reply::Empty => return Span::call_site(),
    };
    ty.span()
}

/// `.call(self.client)`; the reply kind comes from the signature. What is wrong with its type is said there.
fn sent(reply: &Reply, span: Span, client: &TokenStream) -> TokenStream {
    let Reply::Polled(Polled { ty, until }) = reply else {
        return quote_spanned! { span=> .call(#client) };
    };
    let rt = rt_at(span);
    let until = quote_spanned! { until.span()=> .until(#until) };
    quote_spanned! { span=> .call::<#rt::Polled<#ty>>(#client) #until }
}
