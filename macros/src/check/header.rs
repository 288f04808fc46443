//! Rules about headers.

use crate::errors::Errors;
use crate::http_token::is_http_token;
use crate::model::{Auth, Client, Endpoint, Header, HeaderValue, Repeat, Reply};
use quote::ToTokens;
use syn::LitStr;

pub(super) fn check_client(client: &Client, errors: &mut Errors) {
    for header in client.headers.iter().chain(&client.appended) {
        check_header(header, errors);
    }
    for auth in client.auths() {
        if let Auth::Header(name, _) = auth {
            invalid_header_name(name, &name.value(), errors);
        }
    }
    if let Some(name) = &client.idempotency {
        invalid_header_name(name, &name.value(), errors);
    }
}

pub(super) fn check_endpoint(endpoint: &Endpoint, errors: &mut Errors) {
    for header in endpoint.clauses.headers.iter().chain(&endpoint.clauses.appended) {
        check_header(header, errors);
    }
    for param in &endpoint.headers {
        invalid_header_name(&param.name, &param.wire, errors);
        managed_header(&param.name, &param.wire, errors);
    }
    if let Reply::Json(_, Some(Repeat::Paged(paging))) = &endpoint.reply {
        for header in paging.headers() {
            invalid_header_name(header, &header.value(), errors);
            cursor_from_link_header(header, errors);
        }
    }
    duplicate_header_parameter(endpoint, errors);
}

/// The header `Link` has URLs with relations.
fn cursor_from_link_header(header: &LitStr, errors: &mut Errors) {
    if header.value().eq_ignore_ascii_case("link") {
        errors.error(
            header,
            "the header `Link` has the URL of the next page, not a cursor; write `paged by link`",
        );
    }
}

fn check_header(header: &Header, errors: &mut Errors) {
    invalid_header_name(&header.name, &header.wire(), errors);
    invalid_header_value(header, errors);
    managed_header(&header.name, &header.wire(), errors);
    authorization_header(header, errors);
}

/// The name of a header is a token.
fn invalid_header_name(tokens: impl ToTokens, name: &str, errors: &mut Errors) {
    if !is_http_token(name) {
        errors.error(tokens, format!("`{name}` is not a valid header name; use letters, digits and `-`, as in `\"X-Version\"`"));
    }
}

/// A line break would start a new header.
fn invalid_header_value(header: &Header, errors: &mut Errors) {
    let HeaderValue::Text(value) = &header.value else { return };
    if !value.value().bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) {
        errors.error(value, "the header value contains a line break or a non-ASCII character; use visible ASCII characters and spaces");
    }
}

/// The transport derives these headers from the request.
fn managed_header(tokens: impl ToTokens, name: &str, errors: &mut Errors) {
    if ["host", "content-length", "transfer-encoding", "connection"].contains(&name) {
        errors.error(tokens, format!("the transport sets the header `{name}`; remove it"));
    }
}

/// Only a credential declared with `auth` is redacted in logs and never sent to another origin.
fn authorization_header(header: &Header, errors: &mut Errors) {
    if header.wire() == "authorization" {
        errors.error(&header.name, "`Authorization` as a plain header would appear in logs; write `auth bearer env \"VARIABLE\";` in the braces of the client");
    }
}

/// A header gets its value from the caller or from a clause, not from both.
fn duplicate_header_parameter(endpoint: &Endpoint, errors: &mut Errors) {
    for (at, param) in endpoint.headers.iter().enumerate() {
        let before = endpoint.headers[..at].iter().any(|other| other.wire == param.wire);
        let mut clauses = endpoint.clauses.headers.iter().chain(&endpoint.clauses.appended);
        let clause = clauses.any(|header| header.wire() == param.wire);
        if before || clause {
            errors.spoil(
                &param.name,
                format!("the header `{}` is set twice; remove one of the two", param.wire),
            );
        }
    }
}
