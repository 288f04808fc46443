//! The types of the endpoints, for the OpenAPI document. What else it says of them is in the table of endpoints.

use super::docs;
use super::lifetimes::lasting;
use super::owner::{Block, Owner};
use crate::model::{
    BodyKind, Client, Endpoint, Group, Member, Method, Model, Mount, Need, ParamType, Query,
    Repeat, Reply,
};
use crate::rt::{Rt, rt};
use crate::text::text;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use std::collections::BTreeMap;
use syn::Type;
use syn::ext::IdentExt;

/// A function of the client and one of each group that names the types of its endpoints.
pub(crate) fn expand(model: &Model, block: &Block<'_>) -> TokenStream {
    let clients = model.client.iter().map(|client| {
        let owner = Owner::of_client(client, block);
        let mut known = Known::default();
        let lines = of_client(client, &owner, &mut known);
        let declared = declared(&owner, Some(version()), &known, &lines);
        let function = function(client, &owner);
        quote! { #declared #function }
    });
    let groups = model.groups().map(|group| {
        let owner = Owner::of_group(group, block);
        let mut known = Known::default();
        let lines = of_group(group, &owner, &mut known);
        declared(&owner, None, &known, &lines)
    });
    clients.chain(groups).collect()
}

fn declared(
    owner: &Owner<'_>,
    version: Option<TokenStream>,
    known: &Known,
    lines: &TokenStream,
) -> TokenStream {
    let rt = rt();
    let Owner { path, cfg, .. } = owner;
    let (unlinted, statements) = (docs::unlinted(), &known.statements);
    quote! {
        #cfg
        #[automatically_derived]
        #[allow(unused, deprecated)]
        #unlinted
        impl #rt::openapi::Declared for #path {
            #version

            fn declare(lines: &mut #rt::openapi::Lines) {
                use #rt::openapi::{
                    WithEvents as _, WithJsonSchema as _, WithSchema as _, WithoutEvents as _, WithoutSchema as _,
                };
                #statements
                #lines
            }
        }
    }
}

/// The version of the crate that has the declaration.
fn version() -> TokenStream {
    let rt = rt();
    quote! {
        const VERSION: #rt::Option<&'static #rt::str> = #rt::option_env!("CARGO_PKG_VERSION");
    }
}

/// The function of the client that returns the document, unless the declaration uses its name.
fn function(client: &Client, owner: &Owner<'_>) -> Option<TokenStream> {
    let rt = rt();
    let Owner { vis, path, cfg, .. } = owner;
    let unlinted = docs::unlinted();
    let is_free = !client.names().any(|taken| taken.unraw() == "openapi");
    is_free.then(|| {
        quote! {
            #cfg
            #unlinted
            impl #path {
                /// Returns the OpenAPI document of this API.
                #vis fn openapi() -> #rt::openapi::OpenApi {
                    #rt::openapi::OpenApi::of::<Self>()
                }
            }
        }
    })
}

fn of_client(client: &Client, owner: &Owner<'_>, known: &mut Known) -> TokenStream {
    let rt = rt();
    let conditions = client.error_conditions.iter().map(|error| &error.ty);
    let errors: Vec<_> =
        client.error.iter().chain(conditions).map(|ty| known.name(of_type(rt, ty))).collect();
    let errors = (!errors.is_empty()).then(|| quote! { lines.errors(&[#(#errors),*]); });
    let own = lines(&client.methods, owner, known);
    let members = client.members.iter().map(|member| match member {
        Member::Group(group) => {
            let (cfg, path) = (docs::cfg(&group.attrs), owner.block.path(group));
            quote! { #cfg lines.mounted::<#path>(""); }
        }
        Member::Mount(Mount { attrs, ty, .. }) => {
            let (cfg, text) = (docs::cfg(attrs), attrs.doc_text());
            quote! { #cfg lines.mounted::<#ty>(#text); }
        }
    });
    quote! { #errors #own #(#members)* }
}

fn of_group(group: &Group, owner: &Owner<'_>, known: &mut Known) -> TokenStream {
    let (name, text) = (group.name.unraw().to_string(), group.attrs.doc_text());
    let own = lines(&group.methods, owner, known);
    quote! { lines.group(#name, #text); #own }
}

fn lines(methods: &[Method], owner: &Owner<'_>, known: &mut Known) -> TokenStream {
    let lines = methods.iter().filter_map(|method| match method {
        Method::Endpoint(endpoint) => Some(line(endpoint, owner, known)),
        Method::Broken(_) => None,
    });
    lines.collect()
}

/// `lines.line(Notes::ENDPOINTS.row(0), &[..]);`. The types of a line with a condition may exist under that condition only.
fn line(endpoint: &Endpoint, owner: &Owner<'_>, known: &mut Known) -> TokenStream {
    let rt = rt();
    let cfg = &endpoint.attrs.cfg;
    let (table, row, mut types) = (&owner.table, &endpoint.row, types(rt, endpoint));
    if cfg.is_empty() {
        types = types.into_iter().map(|ty| known.name(ty)).collect();
    }
    let polled = match &endpoint.reply {
        Reply::Json(_, Some(Repeat::Polled(until))) => {
            let until = text(until);
            Some(quote! { .polled_until(#until) })
        }
        _ => None,
    };
    quote! { #(#cfg)* lines.line(#table::ENDPOINTS.row(#row), &[#(#types),*]) #polled; }
}

/// The types of a line, in this order: path, query, headers, body, reply, errors by status, error conditions.
fn types(rt: Rt, endpoint: &Endpoint) -> Vec<TokenStream> {
    let path = endpoint.path.params().map(|param| of_param(rt, &param.ty));
    let query = endpoint.query.iter().filter_map(|part| of_query(rt, part));
    let headers = endpoint.headers.iter().map(|header| of_type(rt, &header.ty));
    let body = endpoint.body.iter().filter_map(|body| of_body(rt, &body.kind));
    let reply = of_reply(rt, &endpoint.reply);
    let statuses = endpoint.clauses.errors.iter().map(|error| &error.ty);
    let conditions = endpoint.clauses.error_conditions.iter().map(|error| &error.ty);
    let errors = statuses.chain(conditions).map(|ty| of_type(rt, ty));
    path.chain(query).chain(headers).chain(body).chain(reply).chain(errors).collect()
}

fn of_param(rt: Rt, ty: &ParamType) -> TokenStream {
    match ty {
        ParamType::Str => probe(rt, &quote! { #rt::str }),
        ParamType::Typed(ty) => of_type(rt, ty),
    }
}

/// A struct that may be left out is an `Option`: the table does not say that it may.
fn of_query(rt: Rt, part: &Query) -> Option<TokenStream> {
    match part {
        Query::Param(param) => Some(of_param(rt, &param.ty)),
        Query::Struct(part) if part.need == Need::Optional => {
            let ty = lasting(&part.ty);
            Some(probe(rt, &quote! { #rt::Option<#ty> }))
        }
        Query::Struct(part) => Some(of_type(rt, &part.ty)),
        Query::Literal(_) => None,
    }
}

fn of_body(rt: Rt, kind: &BodyKind) -> Option<TokenStream> {
    match kind {
        BodyKind::Json(ty)
        | BodyKind::Lines(ty)
        | BodyKind::Form(ty)
        | BodyKind::Multipart(ty)
        | BodyKind::Codec(ty, _) => Some(of_type(rt, ty)),
        BodyKind::Text | BodyKind::Bytes | BodyKind::Stream => None,
    }
}

fn of_reply(rt: Rt, reply: &Reply) -> Vec<TokenStream> {
    match reply {
        Reply::Word(_, types) => types.iter().map(|ty| of_type(rt, ty)).collect(),
        Reply::Json(ty, _) | Reply::Optional(ty, _) | Reply::Encoded(ty, _) => {
            vec![of_type(rt, ty)]
        }
        Reply::Events(events) => vec![of_event(rt, &events.ty)],
        Reply::JsonOrEvents(ty, events) => vec![of_type(rt, ty), of_event(rt, &events.ty)],
    }
}

/// An event is described apart from its data, which is what the schema of its type may be.
fn of_event(rt: Rt, ty: &Type) -> TokenStream {
    quote! { (&&#rt::openapi::Probe::<#ty>::NEW).describe_event() }
}

fn of_type(rt: Rt, ty: &Type) -> TokenStream {
    probe(rt, &lasting(ty).into_token_stream())
}

/// Any type can be asked for its schema, because method resolution chooses the answer.
fn probe(rt: Rt, ty: &TokenStream) -> TokenStream {
    quote! { (&&&#rt::openapi::Probe::<#ty>::NEW).describe() }
}

/// The types that have been asked for their schemas, by names. To ask is the dearest part for the compiler, so that each type
/// is asked once in a function.
#[derive(Default)]
struct Known {
    names: BTreeMap<String, Ident>,
    /// `let schema_0 = ..;`
    statements: TokenStream,
}

impl Known {
    /// The name of the answer.
    fn name(&mut self, question: TokenStream) -> TokenStream {
        let next = self.names.len();
        let name = self.names.entry(question.to_string()).or_insert_with(|| {
            let name = Ident::new(&format!("schema_{next}"), Span::mixed_site());
            self.statements.extend(quote! { let #name = #question; });
            name
        });
        name.to_token_stream()
    }
}
