//! An endpoint as a row of the endpoint table.

use super::list::list;
use super::scalar::scalar;
use super::{docs, errors};
use crate::model::{
    Attrs, Body, BodyKind, Clauses, Credential, Endpoint, Header, HeaderParam, HeaderValue,
    Idempotence, Need, Query, QueryParam, Retry, Scalar, StatusRange, Timeout, Verb,
};
use crate::reply::success_facts;
use crate::rt::{Rt, rt};
use crate::text::text;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::LitStr;
use syn::ext::IdentExt;

/// `Endpoint::get("runs.list", "/threads/{thread}/runs", "Lists runs.").with_paging("after")`
pub(crate) fn expand(endpoint: &Endpoint) -> TokenStream {
    let rt = rt();
    let cfg = docs::cfg(&endpoint.attrs);
    let id = &endpoint.names.id;
    let text = endpoint.attrs.doc_text();
    let path = endpoint.path.template();
    let facts = facts(endpoint);
    match &endpoint.method.verb {
        Verb::Other(method) => {
            quote! { #cfg #rt::Endpoint::other(#method, #id, #path, #text) #(#facts)* }
        }
        verb => {
            let verb = Ident::new(&verb.as_str().to_ascii_lowercase(), Span::call_site());
            quote! { #cfg #rt::Endpoint::#verb(#id, #path, #text) #(#facts)* }
        }
    }
}

/// The calls that set everything that is not the default.
fn facts(endpoint: &Endpoint) -> impl Iterator<Item = TokenStream> {
    let rt = rt();
    let query = list(endpoint.query.iter().map(|part| query(rt, part)), "with_query");
    let parameters = endpoint.headers.iter().map(|header| header_parameter(rt, header));
    let parameters = list(parameters, "with_header_parameters");
    let body = endpoint.body.as_ref().map(|body| self::body(rt, body));
    let statuses = success_facts(&endpoint.statuses);
    let reply = endpoint.reply.facts(rt);
    let media_type = endpoint.reply_media_types.own.as_ref();
    let media_type = media_type.map(|text| quote! { .with_reply_media_type(#text) });
    let also = list(
        endpoint.reply_media_types.also.iter().map(ToTokens::to_token_stream),
        "with_other_reply_media_types",
    );
    let clauses = clauses(rt, &endpoint.clauses);
    let deprecated = endpoint.attrs.deprecated.as_ref().map(|_| quote! { .deprecated() });
    [query, parameters, body, statuses, reply, media_type, also, deprecated]
        .into_iter()
        .flatten()
        .chain(clauses)
}

pub(crate) fn doc(attrs: &Attrs) -> Option<TokenStream> {
    let text = attrs.doc_text();
    (!text.is_empty()).then(|| quote! { .with_docs(#text) })
}

fn query(rt: Rt, part: &Query) -> TokenStream {
    match part {
        Query::Param(QueryParam { wire, need, separator, if_absent, .. }) => {
            parameter(rt, wire, *need, separator.as_ref(), if_absent.as_ref())
        }
        Query::Struct(part) => {
            let name = text(&part.ty);
            quote! { #rt::Parameter::fields(#name) }
        }
        Query::Literal(literal) => {
            let (name, value) = (&literal.name, &literal.value);
            quote! { #rt::Parameter::fixed(#name, #value) }
        }
    }
}

fn header_parameter(rt: Rt, header: &HeaderParam) -> TokenStream {
    let HeaderParam { wire, need, separator, if_absent, .. } = header;
    parameter(rt, wire, *need, separator.as_ref(), if_absent.as_ref())
}

fn parameter(
    rt: Rt,
    name: &str,
    need: Need,
    separator: Option<&LitStr>,
    if_absent: Option<&Scalar>,
) -> TokenStream {
    let joined = separator.map(|separator| quote! { .joined_by(#separator) });
    let if_absent = if_absent.map(|value| {
        let value = scalar(rt, value);
        quote! { .with_if_absent(#value) }
    });
    match need {
        Need::Required => quote! { #rt::Parameter::required(#name) #joined },
        Need::Optional => quote! { #rt::Parameter::optional(#name) #joined #if_absent },
    }
}

fn body(rt: Rt, body: &Body) -> TokenStream {
    let (kind, media_type) = (body_kind(rt, body), media_type(rt, body));
    let also =
        list(body.media_types.also.iter().map(ToTokens::to_token_stream), "with_other_media_types");
    quote! { #kind #media_type #also }
}

/// The media type, if it is not that of the kind.
fn media_type(rt: Rt, body: &Body) -> Option<TokenStream> {
    let media_type = match (&body.media_types.own, &body.kind) {
        (Some(text), _) => text.to_token_stream(),
        (None, BodyKind::Codec(ty, codec)) => quote! { <#codec as #rt::Codec<#ty>>::MEDIA_TYPE },
        (None, _) => return None,
    };
    Some(quote! { .with_media_type(#media_type) })
}

fn body_kind(rt: Rt, body: &Body) -> TokenStream {
    let kind = match &body.kind {
        BodyKind::Json(_) if body.need == Need::Required => return quote! { .json_body() },
        BodyKind::Json(_) => quote! { Json },
        BodyKind::Lines(_) => quote! { Lines },
        BodyKind::Form(_) => quote! { Form },
        BodyKind::Multipart(_) => quote! { Multipart },
        BodyKind::Codec(..) => quote! { Codec },
        BodyKind::Text => quote! { Text },
        BodyKind::Bytes => quote! { Bytes },
        BodyKind::Stream => quote! { Stream },
    };
    match body.need {
        Need::Required => quote! { .with_body(#rt::BodyKind::#kind) },
        Need::Optional => quote! { .with_optional_body(#rt::BodyKind::#kind) },
    }
}

fn clauses(rt: Rt, clauses: &Clauses) -> impl Iterator<Item = TokenStream> {
    let headers = list(clauses.headers.iter().map(static_header), "with_headers");
    let appended = list(clauses.appended.iter().map(static_header), "with_appended_headers");
    let timeout = clauses.timeout.as_ref().map(|timeout| self::timeout(rt, timeout));
    let retry = clauses.retry.as_ref().map(|retry| self::retry(rt, retry));
    let statuses = errors::statuses(&clauses.errors);
    let conditions = errors::conditions(&clauses.error_conditions);
    let credential = match &clauses.credential {
        Credential::Default => None,
        Credential::Withheld => Some(quote! { .without_credential() }),
        Credential::Named(name) => {
            let name = name.unraw().to_string();
            Some(quote! { .with_credential(#name) })
        }
    };
    let idempotence = match clauses.idempotence {
        Idempotence::OfMethod => None,
        Idempotence::Declared => Some(quote! { .idempotent() }),
    };
    [headers, appended, timeout, retry, statuses, conditions, credential, idempotence]
        .into_iter()
        .flatten()
}

fn static_header(header: &Header) -> TokenStream {
    let name = header.wire();
    match &header.value {
        HeaderValue::Text(value) => quote! { (#name, #value) },
        HeaderValue::Env(_) => {
            unreachable!("resolve/clauses.rs `env_header_outside_client` rejects it")
        }
    }
}

pub(crate) fn timeout(rt: Rt, timeout: &Timeout) -> TokenStream {
    let millis = Literal::u64_unsuffixed(timeout.millis);
    quote! { .with_timeout(#rt::Duration::from_millis(#millis)) }
}

pub(crate) fn retry(rt: Rt, retry: &Retry) -> TokenStream {
    let count = Literal::u32_unsuffixed(retry.count);
    let on = list(retry.on.iter().map(statuses), "on");
    quote! { .with_retry(#rt::RetrySpec::new(#count) #on) }
}

fn statuses(range: &StatusRange) -> TokenStream {
    let (first, last) = match *range {
        StatusRange::One(status) => (status, status),
        StatusRange::Class(digit) => (digit * 100, digit * 100 + 99),
    };
    let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
    quote! { (#first, #last) }
}
