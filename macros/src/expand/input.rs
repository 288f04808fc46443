//! The inputs of an endpoint: required ones become arguments, optional ones become setters.

use super::scalar::spelled;
use super::ty::{self, Passing};
use crate::model::{
    Body, BodyKind, Endpoint, Extent, HeaderParam, Need, ParamType, PathParam, Query, QueryParam,
    QueryStruct, Scalar,
};
use crate::rt::{rt, rt_at};
use crate::text::text;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Lifetime, LitStr, Type};

/// A required input.
pub(crate) struct Argument {
    /// `thread: &ThreadId`
    pub(crate) declared: TokenStream,
    /// `.path(thread)`
    pub(crate) step: TokenStream,
}

/// All required inputs, in the order path, query, headers, body. Constants of the query are steps without an argument.
pub(crate) fn arguments(endpoint: &Endpoint) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let path = endpoint.path.params().map(path);
    let query = endpoint.query.iter().filter_map(required_query);
    let headers = endpoint.headers.iter().filter(|header| header.need == Need::Required);
    let body = endpoint.body.iter().filter(|body| body.need == Need::Required);
    let all = path.chain(query).chain(headers.map(header)).chain(body.map(self::body));
    let (mut declared, mut steps) = (Vec::new(), Vec::new());
    for argument in all {
        declared.push(argument.declared);
        steps.push(argument.step);
    }
    steps.extend(endpoint.query.iter().filter_map(literal));
    (declared, steps)
}

fn path(param: &PathParam) -> Argument {
    let name = &param.name;
    let declared = declared(name, &param.ty);
    let step = match param.extent {
        Extent::Segment => {
            let reference = by_reference(name, param.ty.written(), "path_value");
            quote! { .path(#reference) }
        }
        Extent::Rest => quote! { .rest(#name) },
        Extent::Url => return url(name),
    };
    Argument { declared, step }
}

/// A URL, which may come from any type that is text.
fn url(name: &Ident) -> Argument {
    let rt = rt();
    let declared = quote! { #name: impl #rt::AsRef<#rt::str> };
    Argument { declared, step: quote! { .url(#rt::AsRef::as_ref(&#name)) } }
}

fn required_query(part: &Query) -> Option<Argument> {
    match part {
        Query::Param(param) if param.need == Need::Required => {
            let (name, wire) = (&param.name, &param.wire);
            let declared = declared(name, &param.ty);
            let reference = by_reference(name, param.ty.written(), "query_value");
            let value = joined(param.separator.as_ref(), reference);
            Some(Argument { declared, step: quote! { .query(#wire, #value) } })
        }
        Query::Struct(part) if part.need == Need::Required => {
            let QueryStruct { name, ty, .. } = part;
            let step = quote_spanned! { ty.span()=> .query_all(#name) };
            Some(Argument { declared: quote! { #name: &#ty }, step })
        }
        _ => None,
    }
}

fn literal(part: &Query) -> Option<TokenStream> {
    let Query::Literal(literal) = part else { return None };
    let (name, value) = (&literal.name, &literal.value);
    Some(quote! { .query_pair(#name, #value) })
}

fn header(header: &HeaderParam) -> Argument {
    let HeaderParam { name, wire, ty, separator, .. } = header;
    let declared = ty::argument(name, ty);
    if separator.is_some() {
        let value = joined(separator.as_ref(), by_reference(name, Some(ty), "query_value"));
        return Argument { declared, step: quote! { .joined_header(#wire, #value) } };
    }
    let reference = match ty::passing(ty) {
        Passing::Value | Passing::Text => quote! { &#name },
        Passing::List(_) | Passing::Other => quote! { #name },
    };
    Argument { declared, step: quote! { .header(#wire, #reference) } }
}

/// A list as one value, if it has a separator: `&rt::joined(",", ids)`.
fn joined(separator: Option<&LitStr>, value: TokenStream) -> TokenStream {
    match separator {
        Some(separator) => {
            let rt = rt();
            quote! { &#rt::joined(#separator, #value) }
        }
        None => value,
    }
}

fn body(body: &Body) -> Argument {
    let (_, declared) = body_type(body);
    let name = &body.name;
    let step = body_step(body);
    Argument { declared: quote! { #name: #declared }, step }
}

fn declared(name: &Ident, ty: &ParamType) -> TokenStream {
    match ty {
        ParamType::Str => quote! { #name: &str },
        ParamType::Typed(ty) => ty::argument(name, ty),
    }
}

/// The argument as a reference; one that is passed by value needs a `&`. What another type implements says how it is sent.
fn by_reference(name: &Ident, ty: Option<&Type>, given: &str) -> TokenStream {
    let Some(ty) = ty else { return quote! { #name } };
    match ty::passing(ty) {
        Passing::Value => quote! { &#name },
        Passing::Text => quote! { #name },
        Passing::List(_) | Passing::Other => {
            let (rt, given) = (rt_at(ty.span()), Ident::new(given, ty.span()));
            quote_spanned! { ty.span()=> &#rt::#given(#name).to_parameter() }
        }
    }
}

/// The lifetime that the required inputs mention, if any.
pub(crate) fn lifetime(endpoint: &Endpoint) -> Option<Lifetime> {
    let body = endpoint.body.as_ref().filter(|body| body.need == Need::Required)?;
    match &body.kind {
        // Others are passed as what they are, not within an `impl`.
        BodyKind::Lines(ty) => ty::items(ty).0,
        _ => None,
    }
}

/// The type of the argument for a body, and the lifetime that it mentions, if any.
fn body_type(body: &Body) -> (Option<Lifetime>, TokenStream) {
    let rt = rt();
    let argument = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) => match ty::passing(ty) {
            Passing::List(item) => quote! { &[#item] },
            _ => quote! { &#ty },
        },
        BodyKind::Codec(ty, _) => quote! { &#ty },
        // A file is read while it is sent, some only once.
        BodyKind::Multipart(ty) => quote! { #ty },
        BodyKind::Lines(ty) => return ty::items(ty),
        BodyKind::Text => quote! { impl #rt::Into<#rt::String> },
        BodyKind::Bytes => quote! { impl #rt::Into<#rt::Bytes> },
        BodyKind::Stream => quote! { impl #rt::Into<#rt::Body> },
    };
    (None, argument)
}

/// `.json(body)`. If the user's type cannot be encoded, the error is reported on it.
fn body_step(body: &Body) -> TokenStream {
    let value = |ty: &Type, step: TokenStream| {
        let mut name = body.name.clone();
        name.set_span(name.span().located_at(ty.span()));
        quote_spanned! { ty.span()=> .#step(#name) }
    };
    let name = &body.name;
    match &body.kind {
        BodyKind::Json(ty) => value(ty, quote! { json }),
        BodyKind::Lines(ty) => value(ty, quote! { lines::<#ty> }),
        BodyKind::Form(ty) => value(ty, quote! { form }),
        BodyKind::Multipart(ty) => value(ty, quote! { multipart }),
        // On the codec: it lacks the type, or the type lacks what the codec needs.
        BodyKind::Codec(ty, codec) => {
            quote_spanned! { codec.span()=> .encoded::<#codec, #ty>(#name) }
        }
        BodyKind::Text => quote! { .text(#name) },
        BodyKind::Bytes => quote! { .bytes(#name) },
        BodyKind::Stream => quote! { .stream(#name) },
    }
}

// ===== setters of a call type =====

/// The setters of all optional inputs.
pub(crate) fn setters(endpoint: &Endpoint) -> Vec<TokenStream> {
    let query = endpoint.query.iter().filter_map(query_setter);
    let headers = endpoint.headers.iter().filter(|header| header.need == Need::Optional);
    let body = endpoint.body.iter().filter(|body| body.need == Need::Optional);
    query.chain(headers.map(header_setter)).chain(body.map(body_setter)).collect()
}

fn query_setter(part: &Query) -> Option<TokenStream> {
    match part {
        Query::Param(param) if param.need == Need::Optional => Some(param_setter(param)),
        Query::Struct(part) if part.need == Need::Optional => Some(struct_setter(part)),
        _ => None,
    }
}

fn param_setter(param: &QueryParam) -> TokenStream {
    let QueryParam { name, wire, ty, separator, if_absent, .. } = param;
    let docs = format!(" Sets the query parameter `{wire}`.{}", absent(if_absent.as_ref()));
    let (argument, value) = match ty {
        ParamType::Str => ((None, quote! { &str }), quote! { #name }),
        ParamType::Typed(ty) => (ty::setter(ty), set_value(name, ty)),
    };
    let value = joined(separator.as_ref(), value);
    let step = match ty {
        ParamType::Str => quote! { set_query(#wire, #value) },
        ParamType::Typed(ty) => quote_spanned! { ty.span()=> set_query(#wire, #value) },
    };
    setter(&docs, name, &argument, &step)
}

/// What the docs say of a parameter that is not set.
fn absent(value: Option<&Scalar>) -> String {
    value
        .map(|value| format!(" Without it, the service takes `{}`.", spelled(value)))
        .unwrap_or_default()
}

/// The argument of a setter, as it is sent in a query.
fn set_value(name: &Ident, ty: &Type) -> TokenStream {
    let rt = rt_at(ty.span());
    match ty::passing(ty) {
        Passing::Value => quote! { &#name },
        Passing::Text => quote! { #name },
        Passing::List(item) => {
            let items = ty::collected(name, item);
            quote_spanned! { ty.span()=> &#rt::query_value::<[#item]>(&#items).to_parameter() }
        }
        Passing::Other => {
            quote_spanned! { ty.span()=> &#rt::query_value::<#ty>(&#rt::Into::into(#name)).to_parameter() }
        }
    }
}

fn struct_setter(part: &QueryStruct) -> TokenStream {
    let QueryStruct { name, ty, .. } = part;
    let docs = format!(" Adds the query parameters of a [`{}`].", text(ty));
    let step = quote! { with(|request| request.query_all(#name)) };
    setter(&docs, name, &(None, quote! { &#ty }), &step)
}

fn header_setter(header: &HeaderParam) -> TokenStream {
    let HeaderParam { name, wire, ty, separator, if_absent, .. } = header;
    let docs = format!(" Sets the header `{wire}`.{}", absent(if_absent.as_ref()));
    let rt = rt_at(ty.span());
    if separator.is_some() {
        let value = joined(separator.as_ref(), set_value(name, ty));
        let step = quote! { with(|request| request.joined_header(#wire, #value)) };
        return setter(&docs, name, &ty::setter(ty), &step);
    }
    let step = match ty::passing(ty) {
        Passing::Value => quote! { header(#wire, #name) },
        _ => quote_spanned! { ty.span()=> header(#wire, #rt::Into::<#ty>::into(#name)) },
    };
    setter(&docs, name, &ty::setter(ty), &step)
}

fn body_setter(body: &Body) -> TokenStream {
    let step = body_step(body);
    let step = quote! { with(|request| request #step) };
    setter(" Sets the body.", &body.name, &body_type(body), &step)
}

fn setter(
    docs: &str,
    name: &Ident,
    (lifetime, argument): &(Option<Lifetime>, TokenStream),
    step: &TokenStream,
) -> TokenStream {
    let lifetime = lifetime.iter();
    quote! {
        #[doc = #docs]
        pub fn #name #(<#lifetime>)* (self, #name: #argument) -> Self {
            self.#step
        }
    }
}
