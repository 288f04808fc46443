//! The method of an endpoint: one of the standard ones, or any other in quotes.

use super::{setting, slips, url, words};
use crate::ast::{HttpMethod, Verb};
use crate::errors::Errors;
use crate::http_token::is_http_token;
use crate::lex::{expected, fail, peek_word};
use crate::slip::refuse;
use crate::suggest;
use proc_macro2::{Ident, TokenTree};
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// ```ebnf
/// method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | string ;
/// ```
pub(super) fn parse_method(input: ParseStream<'_>, errors: &mut Errors) -> Result<HttpMethod> {
    setting::setting_with_colon(input)?;
    word_before_method(input, errors);
    if is_quoted_method(input) {
        return parse_quoted(&input.parse()?, errors);
    }
    refuse(input, slips::METHODS)?;
    let Some(word) = peek_word(input) else {
        return expected(input, "a method, as in `GET /threads`");
    };
    input.parse::<TokenTree>()?;
    let text = word.to_string();
    let verb = Verb::STANDARD.into_iter().find(|verb| verb.as_str() == text);
    // The message about a quoted path has the method in upper case.
    let verb = verb.or_else(|| standard(&text).filter(|_| url::is_quoted(input)));
    let verb = verb.unwrap_or_else(|| unknown_method(&word, &text, errors));
    Ok(HttpMethod { verb, span: word.span() })
}

/// Whether a method in quotes is next, with a path that may be in quotes by mistake. (A quoted path has no slash after it.)
pub(super) fn is_quoted_method(input: ParseStream<'_>) -> bool {
    // A look at the next token is cheap; syn parses a literal to see whether it is a string.
    input.cursor().literal().is_some()
        && input.peek(LitStr)
        && (input.peek2(Token![/]) || input.peek2(LitStr))
}

fn parse_quoted(literal: &LitStr, errors: &mut Errors) -> Result<HttpMethod> {
    let text = literal.value();
    let span = literal.span();
    if let Some(verb) = standard(&text) {
        quoted_standard_method(literal, &verb, errors);
        return Ok(HttpMethod { verb, span });
    }
    method_not_a_token(literal, &text)?;
    connect(literal, &text)?;
    Ok(HttpMethod { verb: Verb::Other(text), span })
}

/// The standard method that is spelled like this, in any case.
fn standard(text: &str) -> Option<Verb> {
    Verb::STANDARD.into_iter().find(|verb| text.eq_ignore_ascii_case(verb.as_str()))
}

/// A standard method is a word of the language; the rest of the line is read with it.
fn quoted_standard_method(literal: &LitStr, verb: &Verb, errors: &mut Errors) {
    let verb = verb.as_str();
    errors.error(literal, format!("`{verb}` is written without quotes; write `{verb} /path`"));
}

/// The services' own methods are tokens, too.
fn method_not_a_token(literal: &LitStr, text: &str) -> Result<()> {
    if is_http_token(text) {
        return Ok(());
    }
    fail(
        literal,
        "a method is one word, as in `\"PROPFIND\"`; it has no spaces, slashes or brackets",
    )
}

/// A tunnel is asked for with the name of a host in place of a path.
fn connect(literal: &LitStr, text: &str) -> Result<()> {
    match text.eq_ignore_ascii_case("CONNECT") {
        true => {
            fail(literal, "`CONNECT` opens a tunnel and has no path, so it cannot be an endpoint")
        }
        false => Ok(()),
    }
}

/// The name of a method of Rust begins with a letter.
pub(super) fn method_without_name(method: &HttpMethod, name: Option<&Ident>) -> Result<()> {
    let text = method.verb.as_str();
    if name.is_some() || text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Ok(());
    }
    let message =
        format!("no name can be made of `{text}`; write one, as in `name: \"{text}\" /path`");
    Err(syn::Error::new(method.span, message))
}

/// `read: pub GET`, `read: Method::GET`: words of Rust before the method, which is read all the same.
fn word_before_method(input: ParseStream<'_>, errors: &mut Errors) {
    let fork = input.fork();
    let Some(first) = fork.parse::<TokenTree>().ok().filter(|_| peek_word(input).is_some()) else {
        return;
    };
    let path = fork.parse::<Option<Token![::]>>().ok().flatten().is_some();
    if !peek_word(&fork).is_some_and(|word| words::is_method(&word.to_string())) {
        return;
    }
    errors.error(&first, format!("a method stands alone before its path; remove `{first}`"));
    for _ in 0..1 + 2 * usize::from(path) {
        let _taken = input.parse::<TokenTree>();
    }
}

/// Reports an unknown method; the rest of the line is read as if it were a `GET`.
fn unknown_method(word: &Ident, text: &str, errors: &mut Errors) -> Verb {
    let message = if words::is_method(&text.to_ascii_uppercase()) {
        format!(
            "a method is written in upper case; write `{}` for `{text}`",
            text.to_ascii_uppercase()
        )
    } else {
        let hint = suggest::hint(text, &Verb::STANDARD.each_ref().map(Verb::as_str));
        let quotes = if hint.contains("did you mean") { String::new() } else { in_quotes(text) };
        format!("unknown method `{text}`{hint}{quotes}")
    };
    errors.error(word, message);
    Verb::Get
}

/// The remedy if the method is not meant to be one of the standard ones.
fn in_quotes(text: &str) -> String {
    format!(", or `\"{}\"` with its quotes for another method", text.to_ascii_uppercase())
}
