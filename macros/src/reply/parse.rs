//! The reply of an endpoint.

use super::events::parse_events;
use super::kind::{Kind, Reply, WORDS};
use crate::lex::{
    expected, fail, is_word, lower_case_type, next, parse_upper_type, parse_word, peek_lower_case,
    unknown_word,
};
use crate::suggest;
use crate::text::text;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Result, Token, Type};

/// ```ebnf
/// reply = word_reply | events | type [ "|" events ] ;
/// ```
pub(crate) fn parse_reply(input: ParseStream<'_>) -> Result<Reply> {
    let reply = match peek_lower_case(input) {
        Some(word) => parse_word_reply(&word, input)?,
        None => parse_type_reply(input)?,
    };
    if input.peek(Token![|]) {
        return alternative_order(&reply, input);
    }
    Ok(reply)
}

fn parse_word_reply(word: &Ident, input: ParseStream<'_>) -> Result<Reply> {
    let kind = WORDS.into_iter().find(|kind| word == kind.word());
    match (word.to_string().as_str(), kind) {
        ("sse", _) => parse_events(input).map(Reply::Events),
        (_, Some(kind)) => parse_kind(kind, input),
        ("json", None) => json_reply(word),
        (other, None) => unknown_reply(word, other),
    }
}

pub(super) fn parse_kind(kind: Kind, input: ParseStream<'_>) -> Result<Reply> {
    parse_word(input, "a reply")?;
    let what = format!("a type, as in `{}`", example(kind));
    let types = (0..kind.arity()).map(|_| parse_upper_type(input, &what));
    Ok(Reply::Word(kind, types.collect::<Result<_>>()?))
}

/// `sse Type`
fn example(kind: Kind) -> String {
    kind.text.replace("{}", "Type")
}

/// JSON has no word, because nearly every reply is JSON.
fn json_reply<T>(word: &Ident) -> Result<T> {
    fail(word, "a JSON reply is written without `json`; write `-> Type`")
}

fn unknown_reply<T>(word: &Ident, text: &str) -> Result<T> {
    let words = WORDS.map(|kind| kind.word());
    let close = suggest::closest(text, &words).is_some();
    if close || suggest::synonym(text, &words).is_some() {
        return unknown_word(word, "reply", &words);
    }
    lower_case_type(word)
}

fn parse_type_reply(input: ParseStream<'_>) -> Result<Reply> {
    let words = WORDS.map(example);
    let words = suggest::list(&words.each_ref().map(String::as_str));
    let ty = parse_upper_type(input, &format!("a reply: a type, {words}"))?;
    unit_reply(&ty)?;
    optional_reply(&ty, input)?;
    if !input.peek(Token![|]) {
        return Ok(Reply::Json(ty, None));
    }
    input.parse::<Token![|]>()?;
    if !is_word(input, "sse") {
        return expected(input, "`sse` and the type of the events after `|`");
    }
    Ok(Reply::JsonOrEvents(ty, parse_events(input)?))
}

fn unit_reply(ty: &Type) -> Result<()> {
    match ty {
        Type::Tuple(tuple) if tuple.elems.is_empty() => {
            fail(ty, "`()` is not a reply; write `empty` for a reply without a body")
        }
        _ => Ok(()),
    }
}

fn optional_reply(ty: &Type, input: ParseStream<'_>) -> Result<()> {
    if !input.peek(Token![?]) {
        return Ok(());
    }
    let text = text(ty);
    fail(
        next(input),
        format!("a reply cannot be optional; write `Option<{text}>` if the body may be `null`"),
    )
}

/// The JSON reply comes first, so that there is only one way to write it.
fn alternative_order<T>(reply: &Reply, input: ParseStream<'_>) -> Result<T> {
    let message = match reply {
        Reply::Events(_) => {
            "the JSON type comes before the events; write `Type | sse Event when field`"
        }
        _ => {
            "only a JSON type and `sse` events can be two replies of one endpoint; write `Type | sse Event when field`"
        }
    };
    fail(next(input), message)
}
