//! Shared parsing functions for words, types and literals, with errors that say what is expected.

use crate::text::text;
use crate::{name, suggest};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use std::fmt::Display;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Error, LitInt, LitStr, Result, Token, Type};

/// Returns an error on one or more tokens.
pub(crate) fn fail<T>(tokens: impl quote::ToTokens, message: impl Display) -> Result<T> {
    Err(Error::new_spanned(tokens, message))
}

/// Returns the error "expected ..", on the next token or on the end of the line.
pub(crate) fn expected<T>(input: ParseStream<'_>, what: impl Display) -> Result<T> {
    let found = match next(input) {
        Some(token) if !is_end(&token) => format!(", found `{}`", show(&token)),
        _ => String::new(),
    };
    Err(Error::new(input.span(), format!("expected {what}{found}")))
}

/// The error for the next token of a line that should have ended.
pub(crate) fn unexpected(input: ParseStream<'_>) -> Error {
    let message = match next(input) {
        Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => {
            "unexpected `,`; clauses are separated by spaces, and a line ends with `;`".to_owned()
        }
        Some(token) => format!("unexpected `{}`; end the line before it with `;`", show(&token)),
        None => "unexpected end of the line".to_owned(),
    };
    Error::new(input.span(), message)
}

/// Returns the error "unknown .. `word`", which suggests a known word.
pub(crate) fn unknown_word<T>(word: &Ident, what: &str, known: &[&str]) -> Result<T> {
    let text = word.to_string();
    let hint = suggest::hint(&text, known);
    fail(word, format!("unknown {what} `{text}`{hint}"))
}

/// The next token, if it is an identifier or keyword.
pub(crate) fn peek_word(input: ParseStream<'_>) -> Option<Ident> {
    input.cursor().ident().map(|(ident, _)| ident)
}

pub(crate) fn is_word(input: ParseStream<'_>, text: &str) -> bool {
    peek_word(input).is_some_and(|word| word == text)
}

/// The word that follows the next token.
pub(crate) fn peek_second_word(input: ParseStream<'_>) -> Option<Ident> {
    let (_, rest) = input.cursor().token_tree()?;
    rest.ident().map(|(ident, _)| ident)
}

/// Whether a word and a colon are next: `list: ..`
pub(crate) fn peek_name(input: ParseStream<'_>) -> bool {
    peek_word(input).is_some() && input.peek2(Token![:]) && !input.peek2(Token![::])
}

/// Takes an identifier or keyword.
pub(crate) fn parse_word(input: ParseStream<'_>, what: &str) -> Result<Ident> {
    let word = input.step(|cursor| cursor.ident().ok_or_else(|| cursor.error("")));
    word.or_else(|_| expected(input, what))
}

/// Takes the word if it is next.
pub(crate) fn eat_word(input: ParseStream<'_>, text: &str) -> Option<Ident> {
    is_word(input, text).then(|| parse_word(input, text).ok()).flatten()
}

/// Takes a required word.
pub(crate) fn require_word(input: ParseStream<'_>, text: &str, example: &str) -> Result<Ident> {
    match eat_word(input, text) {
        Some(word) => Ok(word),
        None => expected(input, format!("`{text}`, as in `{example}`")),
    }
}

/// Takes a required colon.
pub(crate) fn require_colon(input: ParseStream<'_>, example: &str) -> Result<()> {
    if input.peek(Token![:]) {
        return input.parse::<Token![:]>().map(drop);
    }
    expected(input, format!("`:`, as in `{example}`"))
}

pub(crate) fn parse_string(input: ParseStream<'_>, what: &str) -> Result<LitStr> {
    if input.peek(LitStr) { input.parse() } else { expected(input, what) }
}

/// Parses a Rust type. For a half-typed one, syn's own error would list irrelevant tokens.
pub(crate) fn parse_type(input: ParseStream<'_>, what: impl Display) -> Result<Type> {
    if !starts_type(input) {
        return expected(input, what);
    }
    let fork = input.fork();
    match Type::without_plus(&fork) {
        Ok(ty) => {
            input.advance_to(&fork);
            Ok(ty)
        }
        Err(_) => unfinished_type(input, &fork),
    }
}

fn starts_type(input: ParseStream<'_>) -> bool {
    match next(input) {
        Some(TokenTree::Ident(_)) => !input.peek(Token![as]),
        Some(TokenTree::Punct(punct)) => match punct.as_char() {
            '<' | '&' | '*' | '!' => true,
            ':' => input.peek(Token![::]),
            _ => false,
        },
        Some(TokenTree::Group(group)) => group.delimiter() != Delimiter::Brace,
        _ => false,
    }
}

fn unfinished_type<T>(input: ParseStream<'_>, reached: ParseStream<'_>) -> Result<T> {
    let mut tokens = TokenStream::new();
    let mut cursor = input.cursor();
    while let Some((token, rest)) = cursor.token_tree() {
        if cursor == reached.cursor() || is_end(&token) {
            break;
        }
        tokens.extend([token]);
        cursor = rest;
    }
    let text = text(&tokens);
    let remedy = match tokens.clone().into_iter().nth(1) {
        None if text.ends_with([')', ']']) => {
            format!("`{text}` is not a type; write types inside of its brackets")
        }
        _ => format!("the type `{text}` is incomplete; close its brackets"),
    };
    fail(tokens, remedy)
}

/// Parses a type where the grammar also has words, so that it cannot start with a lower-case letter.
pub(crate) fn parse_upper_type(input: ParseStream<'_>, what: &str) -> Result<Type> {
    match peek_lower_case(input) {
        Some(word) => lower_case_type(&word),
        None => parse_type(input, what),
    }
}

/// Returns the error for a lower-case word in place of a type.
pub(crate) fn lower_case_type<T>(word: &Ident) -> Result<T> {
    let text = word.to_string();
    let remedy = match rust_type(&text) {
        Some(Spelling::Other(ty)) => format!("did you mean `{ty}`?"),
        Some(Spelling::Same) => format!("give it a name first, as in `type Value = {text};`"),
        None => format!("write `{}`", name::camel(&text)),
    };
    fail(
        word,
        format!("expected a type that starts with an upper-case letter, found `{text}`; {remedy}"),
    )
}

/// The next token, if it is a lower-case word that does not start a path such as `serde_json::Value`.
pub(crate) fn peek_lower_case(input: ParseStream<'_>) -> Option<Ident> {
    let word = peek_word(input)?;
    let lower = word.to_string().starts_with(|first: char| first.is_lowercase());
    let path = input.peek2(Token![::]) || input.peek2(Token![!]);
    let keyword = input.peek(Token![fn]) || input.peek(Token![impl]) || input.peek(Token![dyn]);
    (lower && !path && !keyword).then_some(word)
}

/// Parses the name of a type that this block declares.
pub(crate) fn parse_type_name(input: ParseStream<'_>, what: &str) -> Result<Ident> {
    if is_word(input, "at") {
        return expected(input, format!("the name of {what}"));
    }
    let name = parse_word(input, &format!("the name of {what}"))?;
    lower_case_type_name(&name)?;
    Ok(name)
}

/// The names of types start with an upper-case letter.
fn lower_case_type_name(name: &Ident) -> Result<()> {
    let text = name.to_string();
    if !text.starts_with(|first: char| first.is_lowercase()) {
        return Ok(());
    }
    let camel = name::camel(&text);
    fail(
        name,
        format!(
            "the name of a type starts with an upper-case letter; write `{camel}` instead of `{text}`"
        ),
    )
}

/// Parses a type after a word that takes one. It may be one of Rust's own lower-case types.
pub(crate) fn parse_any_type(input: ParseStream<'_>, what: &str) -> Result<Type> {
    match peek_lower_case(input) {
        Some(word) if !matches!(rust_type(&word.to_string()), Some(Spelling::Same)) => {
            lower_case_type(&word)
        }
        _ => parse_type(input, what),
    }
}

pub(crate) enum Spelling {
    Same,
    Other(&'static str),
}

/// The Rust type for a lower-case type name of Rust or another language.
pub(crate) fn rust_type(word: &str) -> Option<Spelling> {
    Some(Spelling::Other(match word {
        "int" | "integer" | "long" => "i64",
        "uint" | "unsigned" => "u64",
        "float" | "double" | "number" => "f64",
        "boolean" => "bool",
        "string" | "str" => "String",
        "bool" | "char" | "f32" | "f64" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize"
        | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => return Some(Spelling::Same),
        _ => return None,
    }))
}

pub(crate) fn next(input: ParseStream<'_>) -> Option<TokenTree> {
    input.cursor().token_tree().map(|(token, _)| token)
}

pub(crate) fn is_end(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}

/// A token as an error message quotes it; a group is quoted by its opening bracket.
pub(crate) fn show(token: &TokenTree) -> String {
    match token {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "(".to_owned(),
            Delimiter::Brace => "{".to_owned(),
            Delimiter::Bracket => "[".to_owned(),
            Delimiter::None => group.to_string(),
        },
        token => token.to_string(),
    }
}

/// Statuses in a row are separated by spaces.
pub(crate) fn commas_between_statuses(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![,]) && input.peek2(LitInt) {
        return fail(next(input), "unexpected comma between statuses; separate them with spaces");
    }
    Ok(())
}
