//! URLs and quoted paths in place of a path. A path is written as tokens, so that its parameters have spans.

use super::words::{is_method, is_scheme};
use crate::lex::{fail, next, peek_word};
use proc_macro2::{Delimiter, TokenTree};
use syn::parse::ParseStream;
use syn::{Lit, LitStr, Result, Token};

const BASE_URL: &str = "the base URL is written once, as in `client Api at \"https://api.example.com\"`, and an endpoint has only the path";

/// A URL without quotes ends at its `//`, which starts a comment.
pub(super) fn url_as_path(verb: &str, input: ParseStream<'_>) -> Result<()> {
    match peek_word(input) {
        Some(scheme) if is_scheme(&scheme.to_string()) && input.peek2(Token![:]) => fail(
            scheme,
            format!("{BASE_URL}; write `{verb} /path` (`//` starts a comment in Rust)"),
        ),
        Some(host) if input.peek2(Token![.]) || input.peek2(Token![:]) => {
            fail(&host, format!("{BASE_URL}; remove the host before the first `/`"))
        }
        _ => Ok(()),
    }
}

/// The notation of most other libraries.
pub(super) fn quoted_path(verb: &str, input: ParseStream<'_>) -> Result<()> {
    let Some((token, text)) = peek_quoted(input) else { return Ok(()) };
    let path = of_url(&text).unwrap_or(&text);
    let written = unquoted_path(path);
    let message = match path.len() == text.len() {
        true => format!("a path is written without quotes; write `{verb} {written}`"),
        false => format!("{BASE_URL}, without quotes; write `{verb} {written}`"),
    };
    fail(token, message)
}

/// A string, alone or as the first argument of a call: `get("/users")`.
fn peek_quoted(input: ParseStream<'_>) -> Option<(TokenTree, String)> {
    let token = next(input)?;
    let string = match &token {
        TokenTree::Literal(literal) => literal.clone(),
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            match group.stream().into_iter().next()? {
                TokenTree::Literal(literal) => literal,
                _ => return None,
            }
        }
        _ => return None,
    };
    match Lit::new(string) {
        Lit::Str(text) => Some((token, text.value())),
        _ => None,
    }
}

/// Whether a quoted path is next.
pub(super) fn is_quoted(input: ParseStream<'_>) -> bool {
    peek_quoted(input).is_some()
}

/// Whether a method and a quoted path are next, as in `get "/users"` or `get("/users")`.
pub(super) fn is_call(input: ParseStream<'_>) -> bool {
    let method = peek_word(input).map(|word| word.to_string().to_ascii_uppercase());
    let quoted = input.peek2(LitStr) || input.peek2(syn::token::Paren);
    method.is_some_and(|method| is_method(&method)) && quoted
}

/// The path of an absolute URL.
fn of_url(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    is_scheme(scheme).then(|| rest.find('/').map_or("/", |slash| &rest[slash..]))
}

/// A path with its parameters in angle brackets: `/users/:id`, `/users/{id}` -> `/users/<id>`.
pub(super) fn unquoted_path(text: &str) -> String {
    let (path, query) =
        text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    let segments = path.trim_start_matches('/').split('/').map(unquoted_segment);
    let path = format!("/{}", segments.collect::<Vec<_>>().join("/"));
    let query =
        query.map(|query| query.split('&').map(unquoted_part).collect::<Vec<_>>().join("&"));
    query.map_or_else(|| path.clone(), |query| format!("{path}?{query}"))
}

/// A part of a query: `limit={limit}` -> `<limit>`.
fn unquoted_part(part: &str) -> String {
    match part.split_once('=') {
        Some((name, value)) if value.starts_with(['{', ':', '$']) => format!("<{name}>"),
        _ => part.to_owned(),
    }
}

fn unquoted_segment(segment: &str) -> String {
    let braces = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let rest = |name: &str| name.strip_prefix('*').map(|name| format!("<{name}..>"));
    match (braces, segment.strip_prefix(':')) {
        (Some(name), _) => parameter(name),
        (None, Some(name)) => format!("<{name}>"),
        (None, None) => rest(segment).unwrap_or_else(|| segment.to_owned()),
    }
}

/// The parameter for what stands in braces elsewhere: `id`, `id?`, `id: u64`, `*path`, `+path`, `path..`, `path:path`, and
/// those of a query, `?limit,page`.
pub(super) fn parameter(written: &str) -> String {
    let written = written.trim().trim_end_matches('?');
    if let Some(names) = written.strip_prefix(['?', '&']) {
        let names = names.split(',').map(|name| format!("<{}>", name.trim()));
        return format!("?{}", names.collect::<Vec<_>>().join("&"));
    }
    match (written.strip_prefix(['*', '+']), written.split_once(':')) {
        (Some(name), _) => format!("<{}..>", name.trim()),
        (None, Some((name, "path"))) => format!("<{name}..>"),
        (None, Some((name, ty))) => format!("<{}: {}>", name.trim(), ty.trim()),
        (None, None) => format!("<{written}>"),
    }
}

#[cfg(test)]
mod tests {
    use super::{of_url, unquoted_path};

    #[test]
    fn paths_of_other_libraries() {
        for (theirs, ours) in [
            ("/users", "/users"),
            ("users", "/users"),
            ("/", "/"),
            ("/users/:id/posts", "/users/<id>/posts"),
            ("/users/{id}", "/users/<id>"),
            ("/users/{id: u64}", "/users/<id: u64>"),
            ("/files/{*path}", "/files/<path..>"),
            ("/files/{+path}", "/files/<path..>"),
            ("/files/{path:path}", "/files/<path..>"),
            ("/files/*path", "/files/<path..>"),
            ("/a?b=c&limit={limit}", "/a?b=c&<limit>"),
        ] {
            assert_eq!(unquoted_path(theirs), ours);
        }
    }

    #[test]
    fn urls_have_a_path() {
        assert_eq!(of_url("https://api.example.com/v1/users"), Some("/v1/users"));
        assert_eq!(of_url("https://api.example.com"), Some("/"));
        assert_eq!(of_url("/users"), None);
    }
}
