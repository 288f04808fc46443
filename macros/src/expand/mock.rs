//! The types for the mock of the service: for each endpoint, a request type with its decoded inputs.

use super::artefact::Artefact;
use super::docs;
use super::lifetimes::lasting;
use super::owner::{Block, Owner};
use super::ty::{self, Passing};
use crate::model::{Body, BodyKind, Endpoint, Method, Model, Need, ParamType, Query, Reply};
use crate::question;
use crate::rt::{Rt, rt};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::{Type, Visibility};

/// The request types of all endpoints, and the schemas of their inputs, whose limits the mock checks.
pub(crate) fn expand(model: &Model, block: &Block<'_>, schemas: Artefact) -> TokenStream {
    let clients = model.client.iter();
    let clients = clients.map(|client| (Owner::of_client(client, block), &client.methods));
    let groups = model.groups().map(|group| (Owner::of_group(group, block), &group.methods));
    clients.chain(groups).map(|(owner, methods)| expand_methods(methods, &owner, schemas)).collect()
}

fn expand_methods(methods: &[Method], owner: &Owner<'_>, schemas: Artefact) -> TokenStream {
    let endpoints = methods.iter().filter_map(|method| match method {
        Method::Endpoint(endpoint) => Some(expand_request(endpoint, owner, schemas)),
        Method::Broken(_) => None,
    });
    endpoints.collect()
}

fn expand_request(endpoint: &Endpoint, owner: &Owner<'_>, schemas: Artefact) -> TokenStream {
    let rt = rt();
    let Owner { vis, ty: owner_type, table, cfg, .. } = owner;
    let own = docs::cfg(&endpoint.attrs);
    let unlinted = docs::unlinted();
    let (request, row) = (endpoint.names.request(), &endpoint.row);
    let about = format!(
        " A request to [`{owner_type}::{}`], as a mock's handler receives it.",
        endpoint.name
    );
    let reply = endpoint.reply.runtime_type(endpoint.reply.span());
    let inputs = inputs(rt, endpoint);
    let fields = inputs.iter().map(|input| input.field(vis));
    let values = inputs.iter().map(Input::value);
    let (wants_events, asks) = wants_events(rt, &endpoint.reply, vis).unzip();
    let bounds: Vec<_> = inputs.iter().filter_map(|input| input.bound.as_ref()).collect();
    let schema = schemas.emitted(|| limited(rt, endpoint).unwrap_or_default());
    quote! {
        #cfg #own
        #[doc = #about]
        #unlinted
        #[allow(private_interfaces)]
        #vis struct #request {
            #(#fields)*
            #wants_events
        }

        // `for` defers the check of the bounds until a handler is registered.
        #cfg #own
        #[automatically_derived]
        impl #rt::mock::Operation for #request
        where
            #(for<'mock> #bounds,)*
        {
            const ENDPOINT: &'static #rt::Endpoint = #table::ENDPOINTS.row(#row);
            fn from_parts(parts: &#rt::mock::Parts) -> #rt::Result<Self, #rt::mock::Rejection> {
                #rt::Ok(Self { #(#values,)* #asks })
            }
            #schema
        }

        #cfg #own
        #[automatically_derived]
        impl #rt::mock::RepliesWith<#reply> for #request
        where
            for<'mock> #reply: #rt::mock::Respond,
            #(for<'mock> #bounds,)*
        {
        }
    }
}

/// The inputs whose types may have limits: all but those that are known to have none.
fn limited(rt: Rt, endpoint: &Endpoint) -> Option<TokenStream> {
    let query = endpoint.query.iter().filter_map(|part| limited_query(rt, part));
    let body = endpoint.body.iter().filter_map(|body| limited_body(rt, body));
    let inputs: Vec<_> = query.chain(body).collect();
    let scope = question::scope();
    (!inputs.is_empty()).then(|| {
        quote! {
            fn limited() -> #rt::Vec<#rt::mock::Limited> {
                #scope
                #rt::Into::into([#(#inputs),*])
            }
        }
    })
}

fn limited_query(rt: Rt, part: &Query) -> Option<TokenStream> {
    match part {
        Query::Param(param) => {
            let ty = param.ty.written().filter(|ty| !ty::is_plain(ty))?;
            let (wire, schema) = (&param.wire, question::schema(&lasting(ty)));
            Some(match &param.separator {
                None => quote! { #rt::mock::Limited::Query(#wire, #schema) },
                Some(separator) => {
                    quote! { #rt::mock::Limited::JoinedQuery(#wire, #separator, #schema) }
                }
            })
        }
        Query::Struct(part) => {
            let schema = question::schema(&lasting(&part.ty));
            Some(quote! { #rt::mock::Limited::QueryAll(#schema) })
        }
        Query::Literal(_) => None,
    }
}

fn limited_body(rt: Rt, body: &Body) -> Option<TokenStream> {
    let (ty, variant) = match &body.kind {
        BodyKind::Json(ty) => (ty, quote! { Json }),
        BodyKind::Lines(ty) => (ty, quote! { Lines }),
        BodyKind::Form(ty) => (ty, quote! { Form }),
        _ => return None,
    };
    let schema = question::schema(&lasting(ty));
    Some(quote! { #rt::mock::Limited::#variant(#schema) })
}

/// The field `wants_events` of an endpoint with two replies, and its value.
fn wants_events(rt: Rt, reply: &Reply, vis: &Visibility) -> Option<(TokenStream, TokenStream)> {
    let docs = format!(" Whether {} asks for events.", reply.chosen_by()?.described());
    Some((
        quote! { #[doc = #docs] #vis wants_events: #rt::bool, },
        quote! { wants_events: parts.wants_events() },
    ))
}

/// A field of a request type.
struct Input<'a> {
    name: &'a Ident,
    docs: String,
    ty: TokenStream,
    /// What the user's type in `ty` must be, so that it can be decoded.
    bound: Option<TokenStream>,
    /// `parts.query("limit")?`
    read: TokenStream,
}

impl Input<'_> {
    fn field(&self, vis: &syn::Visibility) -> TokenStream {
        let Self { name, docs, ty, .. } = self;
        quote! { #[doc = #docs] #vis #name: #ty, }
    }

    fn value(&self) -> TokenStream {
        let Self { name, read, .. } = self;
        quote! { #name: parts.#read? }
    }
}

fn inputs(rt: Rt, endpoint: &Endpoint) -> Vec<Input<'_>> {
    let path = endpoint.path.params().enumerate().map(|(index, param)| Input {
        name: &param.name,
        docs: format!(" The path parameter `{}`.", param.wire),
        ty: owned(rt, &param.ty),
        bound: bound(rt, &param.ty),
        read: path(index),
    });
    let query = endpoint.query.iter().filter_map(|part| query(rt, part));
    let headers = endpoint.headers.iter().map(|header| {
        let (ty, wire) = (&header.ty, &header.wire);
        Input {
            name: &header.name,
            docs: format!(" The header `{wire}`."),
            ty: with_need(rt, &field(ty), header.need),
            bound: decodable(rt, ty),
            read: match &header.separator {
                None => quote! { header(#wire) },
                Some(separator) => quote! { joined_header(#wire, #separator) },
            },
        }
    });
    let body = endpoint.body.iter().map(|body| self::body(rt, body));
    path.chain(query).chain(headers).chain(body).collect()
}

/// `path(0)`
fn path(index: usize) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    quote! { path(#index) }
}

fn query(rt: Rt, part: &Query) -> Option<Input<'_>> {
    match part {
        Query::Param(param) => {
            let wire = &param.wire;
            Some(Input {
                name: &param.name,
                docs: format!(" The query parameter `{wire}`."),
                ty: with_need(rt, &owned(rt, &param.ty), param.need),
                bound: bound(rt, &param.ty),
                read: match &param.separator {
                    None => quote! { query(#wire) },
                    Some(separator) => quote! { joined_query(#wire, #separator) },
                },
            })
        }
        Query::Struct(part) => {
            let ty = &part.ty;
            Some(Input {
                name: &part.name,
                docs: " The query parameters.".to_owned(),
                ty: with_need(rt, &field(ty), part.need),
                bound: decodable(rt, ty),
                read: quote! { query_all() },
            })
        }
        Query::Literal(_) => None,
    }
}

fn body(rt: Rt, body: &Body) -> Input<'_> {
    let (ty, bound, read) = match &body.kind {
        BodyKind::Json(ty) => {
            (with_need(rt, &field(ty), body.need), decodable(rt, ty), quote! { json() })
        }
        // No lines are an empty body, as no body is.
        BodyKind::Lines(ty) => {
            let line = field(ty);
            (quote! { #rt::Vec<#line> }, decodable(rt, ty), quote! { lines() })
        }
        BodyKind::Form(ty) => {
            (with_need(rt, &field(ty), body.need), decodable(rt, ty), quote! { form() })
        }
        BodyKind::Codec(ty, codec) => {
            let read = match body.need {
                Need::Required => quote! { encoded },
                Need::Optional => quote! { optional_encoded },
            };
            let field = field(ty);
            let bound = quote! { #codec: #rt::Codec<#field> };
            (with_need(rt, &field, body.need), Some(bound), quote! { #read::<#codec, #field>() })
        }
        BodyKind::Text => (quote! { #rt::String }, None, quote! { text() }),
        BodyKind::Multipart(ty) => {
            let bound = quote! { #ty: #rt::mock::FromForm };
            let read = match body.need {
                Need::Required => quote! { multipart() },
                Need::Optional => quote! { optional_multipart() },
            };
            (with_need(rt, &field(ty), body.need), Some(bound), read)
        }
        BodyKind::Bytes | BodyKind::Stream => (quote! { #rt::Bytes }, None, quote! { bytes() }),
    };
    Input { name: &body.name, docs: " The body.".to_owned(), ty, bound, read }
}

fn owned(rt: Rt, ty: &ParamType) -> TokenStream {
    match ty {
        ParamType::Str => quote! { #rt::String },
        ParamType::Typed(ty) => field(ty),
    }
}

/// A user's type, as that of a field.
fn field(ty: &Type) -> TokenStream {
    lasting(ty).into_token_stream()
}

fn bound(rt: Rt, ty: &ParamType) -> Option<TokenStream> {
    ty.written().and_then(|ty| decodable(rt, ty))
}

/// The type can be decoded. None for types of which that is known.
fn decodable(rt: Rt, ty: &Type) -> Option<TokenStream> {
    match ty::passing(ty) {
        Passing::Value | Passing::Text => None,
        Passing::List(_) | Passing::Other => {
            let ty = lasting(ty);
            Some(quote! { #ty: #rt::DeserializeOwned })
        }
    }
}

fn with_need(rt: Rt, ty: &TokenStream, need: Need) -> TokenStream {
    match need {
        Need::Required => ty.clone(),
        Need::Optional => quote! { #rt::Option<#ty> },
    }
}
