//! A parameter in angle brackets, the same in a path and in a query.

use super::lex::{
    Spelling, expected, fail, lower_case_type, next, parse_need, parse_type, peek_lower_case,
    peek_word, rust_type,
};
use crate::ast::{Extent, Param, WireName};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Result, Token, Type};

/// ```ebnf
/// param = "<" wire_name [ "as" name ] [ ":" type ] [ "?" | ".." ] ">" ;
/// ```
pub(super) fn parse_param(input: ParseStream<'_>) -> Result<Param> {
    input.parse::<Token![<]>()?;
    let wire = parse_wire_name(input)?;
    let alias = parse_alias(input)?;
    adjacent_identifiers_in_name(&wire, input)?;
    let ty = match input.parse::<Option<Token![:]>>()? {
        Some(_) => Some(parse_param_type(input)?),
        None => None,
    };
    let need = parse_need(input)?;
    let extent = parse_extent(input)?;
    parse_close(input, &wire)?;
    Ok(Param { wire, alias, ty, need, extent })
}

/// `as argument`, where the service's name will not do for Rust.
pub(super) fn parse_alias(input: ParseStream<'_>) -> Result<Option<Ident>> {
    match input.parse::<Option<Token![as]>>()? {
        Some(_) if input.peek(Ident) => input.parse().map(Some),
        Some(_) => expected(input, "the name of the argument, as in `as order_by`"),
        None => Ok(None),
    }
}

fn parse_extent(input: ParseStream<'_>) -> Result<Extent> {
    Ok(match input.parse::<Option<Token![..]>>()? {
        Some(_) => Extent::Rest,
        None => Extent::Segment,
    })
}

/// In a parameter, Rust's own lower-case types are types.
pub(super) fn parse_param_type(input: ParseStream<'_>) -> Result<Type> {
    match peek_lower_case(input) {
        Some(word) if !matches!(rust_type(&word.to_string()), Some(Spelling::Same)) => {
            lower_case_type(&word)
        }
        _ => parse_type(input, "the type of the parameter, as in `<limit: u32>`"),
    }
}

fn parse_close(input: ParseStream<'_>, wire: &WireName) -> Result<()> {
    if input.peek(Token![>]) {
        return input.parse::<Token![>]>().map(drop);
    }
    default_value(input, wire)?;
    unclosed_parameter(wire)
}

/// Defaults are the service's.
fn default_value(input: ParseStream<'_>, wire: &WireName) -> Result<()> {
    if !input.peek(Token![=]) {
        return Ok(());
    }
    let name = &wire.text;
    fail(
        next(input),
        format!(
            "a default for `{name}`; write `<{name}: Type?>`, what is not set is left to the service"
        ),
    )
}

fn unclosed_parameter<T>(wire: &WireName) -> Result<T> {
    let name = &wire.text;
    fail(&wire.tokens, format!("`<{name}` is not closed; write `<{name}>` or `<{name}: Type>`"))
}

/// ```ebnf
/// wire_name = string | part { part } ;
/// part      = identifier | integer | "-" | "." | "$" | "@" | "[" [ wire_name ] "]" ;
/// ```
pub(super) fn parse_wire_name(input: ParseStream<'_>) -> Result<WireName> {
    if input.peek(LitStr) {
        let text = input.parse::<LitStr>()?;
        return Ok(WireName { text: text.value(), tokens: quote::quote!(#text) });
    }
    let mut name = WireName { text: String::new(), tokens: TokenStream::new() };
    let mut after_word = false;
    while let Some(part) = peek_part(input, &name) {
        let word = matches!(part, TokenTree::Ident(_) | TokenTree::Literal(_));
        if word && after_word {
            break;
        }
        after_word = word;
        name.text += &part_text(&part);
        name.tokens.extend([input.parse::<TokenTree>()?]);
    }
    if name.text.is_empty() { expected(input, "the name of a parameter") } else { Ok(name) }
}

/// The next token, if it goes on with the name.
fn peek_part(input: ParseStream<'_>, name: &WireName) -> Option<TokenTree> {
    let part = next(input)?;
    let goes_on = match &part {
        TokenTree::Ident(ident) => ident != "as" || name.text.is_empty(),
        TokenTree::Literal(_) => !input.peek(LitStr),
        TokenTree::Punct(punct) => match punct.as_char() {
            '.' => !input.peek(Token![..]),
            '-' => !input.peek(Token![->]),
            '$' | '@' => true,
            _ => false,
        },
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
    };
    goes_on.then_some(part)
}

fn part_text(part: &TokenTree) -> String {
    match part {
        TokenTree::Ident(ident) => ident.unraw().to_string(),
        TokenTree::Group(group) => {
            let inner = group.stream().into_iter().map(|token| part_text(&token));
            format!("[{}]", inner.collect::<String>())
        }
        token => token.to_string(),
    }
}

fn adjacent_identifiers_in_name(wire: &WireName, input: ParseStream<'_>) -> Result<()> {
    let Some(second) = peek_word(input) else { return Ok(()) };
    let first = &wire.text;
    fail(
        &second,
        format!(
            "`{first}` and `{second}` side by side in the name of a parameter; join them with `_` or `-`, or put `:` before a type"
        ),
    )
}
