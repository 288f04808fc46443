//! A constant value in a query.

use super::{param, quoted, slips};
use crate::lex::{fail, is_end, next, show};
use crate::slip::refuse;
use crate::text::text;
use crate::wire_name::WireName;
use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Lit, LitStr, Result, Token};

/// The marks that a value can have without quotes.
const MARKS: [char; 6] = ['-', '.', ',', ':', '/', '~'];

/// ```ebnf
/// value      = [ "-" ] word { value_mark word } ;
/// value_mark = "-" | "." | "," | ":" | "/" | "~" ;
/// ```
/// A value in quotes is its text.
pub(super) fn parse_value(name: &WireName, input: ParseStream<'_>) -> Result<String> {
    let value = match input.peek(LitStr) {
        true => parse_quoted(input)?,
        false => {
            parameter_as_value(name, input)?;
            refuse(input, slips::VALUES)?;
            let value = parse_words(input)?;
            empty_value(name, &value, input)?;
            value
        }
    };
    value_without_quotes(&value, input)?;
    Ok(value)
}

fn parse_quoted(input: ParseStream<'_>) -> Result<String> {
    let value = input.parse::<LitStr>()?;
    quoted::check_value(&value)?;
    encoded_value(&value)?;
    Ok(value.value())
}

fn parse_words(input: ParseStream<'_>) -> Result<String> {
    let mut value = String::new();
    if input.peek(Token![-]) && !input.peek(Token![->]) {
        value += &input.parse::<TokenTree>()?.to_string();
    }
    while let Some(word) = next(input).and_then(|token| word(&token)) {
        input.parse::<TokenTree>()?;
        value += &word;
        let Some(mark) = peek_mark(input) else { break };
        value += &mark.to_string();
        input.parse::<TokenTree>()?;
    }
    Ok(value)
}

fn word(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.unraw().to_string()),
        TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
            Lit::Int(_) | Lit::Float(_) | Lit::Verbatim(_) => Some(literal.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The mark that joins two words.
fn peek_mark(input: ParseStream<'_>) -> Option<TokenTree> {
    let (token, rest) = input.cursor().token_tree()?;
    let mark = matches!(&token, TokenTree::Punct(punct) if MARKS.contains(&punct.as_char()));
    let joined = rest.token_tree().and_then(|(token, _)| word(&token)).is_some();
    (mark && joined).then_some(token)
}

/// A value that is neither a word nor quoted.
fn value_without_quotes(value: &str, input: ParseStream<'_>) -> Result<()> {
    let Some(token) = next(input) else { return Ok(()) };
    let ends = match &token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '&' | '?') || is_end(&token),
        TokenTree::Group(_) => true,
        _ => false,
    };
    let arrow = input.peek(Token![->]) || input.peek(Token![=>]);
    if ends || arrow || refuse(input, slips::AFTER_QUERY_PART).is_err() {
        return Ok(());
    }
    let found = show(&token);
    fail(
        token,
        format!(
            "`{found}` after the value `{value}`; write `&` before another part, `->` before a reply, or quote the whole value"
        ),
    )
}

fn empty_value(name: &WireName, value: &str, input: ParseStream<'_>) -> Result<()> {
    if !value.is_empty() {
        return Ok(());
    }
    let name = &name.text;
    let message = format!(
        "`{name}` has no value; write `{name}=\"\"` for an empty one, a value with marks in quotes, or the parameter `<{name}: Type>`"
    );
    match next(input) {
        Some(token) if !is_end(&token) => fail(token, message),
        _ => Err(syn::Error::new(input.span(), message)),
    }
}

/// A parameter has its name in its brackets.
fn parameter_as_value(name: &WireName, input: ParseStream<'_>) -> Result<()> {
    if !input.peek(Token![<]) {
        return Ok(());
    }
    let fork = input.fork();
    let mut written = param::parse_param(&fork)?;
    if written.wire.text != name.text && written.alias.is_none() {
        written.alias = syn::parse_str(&written.wire.text).ok();
    }
    let alias = written.alias.map(|alias| format!(" as {alias}")).unwrap_or_default();
    let ty = written.ty.as_ref().map(|ty| format!(": {}", text(ty))).unwrap_or_default();
    let need = match written.need {
        crate::ast::Need::Required => "",
        crate::ast::Need::Optional => "?",
    };
    let parameter = format!("<{}{alias}{ty}{need}>", name.text);
    fail(
        tokens_until(input, &fork),
        format!(
            "the name of a parameter is in its brackets; write `{parameter}` without `{}=`",
            name.text
        ),
    )
}

/// The tokens that a fork has read.
fn tokens_until(input: ParseStream<'_>, fork: ParseStream<'_>) -> TokenStream {
    let (mut cursor, mut tokens) = (input.cursor(), TokenStream::new());
    while let Some((token, rest)) = cursor.token_tree().filter(|_| cursor != fork.cursor()) {
        tokens.extend([token]);
        cursor = rest;
    }
    tokens
}

/// A value is encoded when it is sent.
pub(super) fn encoded_value(value: &LitStr) -> Result<()> {
    let text = value.value();
    let encoded = text.match_indices('%').map(|(at, _)| &text[at..]).find(|rest| {
        rest.len() >= 3 && rest.bytes().skip(1).take(2).all(|byte| byte.is_ascii_hexdigit())
    });
    match encoded {
        Some(rest) => {
            let escape = &rest[..3];
            fail(value, format!("`{escape}` would be encoded again; write the character itself"))
        }
        None => Ok(()),
    }
}
