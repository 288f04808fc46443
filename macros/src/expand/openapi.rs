//! The types of the endpoints, for the OpenAPI document. What else it says of them is in the table of endpoints.

use super::docs;
use super::lifetimes::lasting;
use super::owner::{Block, Owner};
use crate::model::{
    BodyKind, Client, Endpoint, Group, Member, Method, Model, Mount, Need, ParamType, Query,
    Repeat, Reply,
};
use crate::question;
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
                use #rt::openapi::NoAnswer as _;
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
    let conditions = client.error_conditions.iter().map(|error| &error.ty);
    let errors: Vec<_> =
        client.error.iter().chain(conditions).map(|ty| known.name(&of_type(ty))).collect();
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
    let (table, row, cfg) = (&owner.table, &endpoint.row, &endpoint.attrs.cfg);
    let types = types(endpoint).into_iter().map(|question| match cfg.is_empty() {
        true => known.name(&question),
        false => question.into_token_stream(),
    });
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
fn types(endpoint: &Endpoint) -> Vec<Question> {
    let rt = rt();
    let path = endpoint.path.params().map(|param| of_param(rt, &param.ty));
    let query = endpoint.query.iter().filter_map(|part| of_query(rt, part));
    let headers = endpoint.headers.iter().map(|header| of_type(&header.ty));
    let body = endpoint.body.iter().filter_map(|body| of_body(&body.kind));
    let reply = of_reply(&endpoint.reply);
    let statuses = endpoint.clauses.errors.iter().filter_map(|error| error.ty.as_ref());
    let conditions = endpoint.clauses.error_conditions.iter().map(|error| &error.ty);
    let errors = statuses.chain(conditions).map(of_type);
    path.chain(query).chain(headers).chain(body).chain(reply).chain(errors).collect()
}

fn of_param(rt: Rt, ty: &ParamType) -> Question {
    match ty {
        ParamType::Str => Question::Schema(quote! { #rt::str }),
        ParamType::Typed(ty) => of_type(ty),
    }
}

/// A struct that may be left out is an `Option`: the table does not say that it may.
fn of_query(rt: Rt, part: &Query) -> Option<Question> {
    match part {
        Query::Param(param) => Some(of_param(rt, &param.ty)),
        Query::Struct(part) if part.need == Need::Optional => {
            let ty = lasting(&part.ty);
            Some(Question::Schema(quote! { #rt::Option<#ty> }))
        }
        Query::Struct(part) => Some(of_type(&part.ty)),
        Query::Literal(_) => None,
    }
}

fn of_body(kind: &BodyKind) -> Option<Question> {
    match kind {
        BodyKind::Json(ty)
        | BodyKind::Lines(ty)
        | BodyKind::Form(ty)
        | BodyKind::Multipart(ty)
        | BodyKind::Codec(ty, _) => Some(of_type(ty)),
        BodyKind::Text | BodyKind::Bytes | BodyKind::Stream => None,
    }
}

fn of_reply(reply: &Reply) -> Vec<Question> {
    match reply {
        Reply::Word(_, types) => types.iter().map(of_type).collect(),
        Reply::Json(ty, _) | Reply::Optional(ty, _) | Reply::Encoded(ty, _) => {
            vec![of_type(ty)]
        }
        Reply::Events(events) => vec![of_event(&events.ty)],
        Reply::JsonOrEvents(ty, events) => vec![of_type(ty), of_event(&events.ty)],
    }
}

fn of_event(ty: &Type) -> Question {
    Question::Event(ty.to_token_stream())
}

fn of_type(ty: &Type) -> Question {
    Question::Schema(lasting(ty).into_token_stream())
}

/// What is asked about a type. An event is described apart from its data, which is what the schema of its type may be.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Question<T = TokenStream> {
    Schema(T),
    Event(T),
}

impl Question {
    /// What tells it apart from others.
    fn key(&self) -> Question<String> {
        match self {
            Self::Schema(ty) => Question::Schema(ty.to_string()),
            Self::Event(ty) => Question::Event(ty.to_string()),
        }
    }
}

/// Any type can be asked, because a constant of a trait is there if no other one is.
impl ToTokens for Question {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Schema(ty) => question::schema(ty),
            Self::Event(ty) => question::event(ty),
        });
    }
}

/// The types that have been asked for their schemas, by names. To ask is the dearest part for the compiler, so that each type
/// is asked once in a function.
#[derive(Default)]
struct Known {
    names: BTreeMap<Question<String>, Ident>,
    /// `let schema_0 = ..;`
    statements: TokenStream,
}

impl Known {
    /// The name of the answer.
    fn name(&mut self, question: &Question) -> TokenStream {
        let next = self.names.len();
        let name = self.names.entry(question.key()).or_insert_with(|| {
            let name = Ident::new(&format!("schema_{next}"), Span::mixed_site());
            self.statements.extend(quote! { let #name = #question; });
            name
        });
        name.to_token_stream()
    }
}
