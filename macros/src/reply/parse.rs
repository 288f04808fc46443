//! The reply of an endpoint.

use super::codec::{encoding_with_codec, parse_codec};
use super::events::parse_events;
use super::kind::{Kind, Reply, WORDS};
use super::nothing::parse_nothing;
use super::slips;
use super::ty::parse_reply_type;
use crate::foreign::{foreign_reply, lifetime_in_reply, type_without_name};
use crate::lex::{
    Spelling, eat_word, expected, fail, next, parse_type, parse_word, peek_lower_case, rust_type,
    unknown_word,
};
use crate::slip::refuse;
use crate::suggest;
use proc_macro2::{Ident, TokenTree};
use std::fmt;
use syn::parse::ParseStream;
use syn::{Result, Token, Type};

/// ```ebnf
/// reply = word_reply | events | type "via" type | [ "json" ] type [ nothing | "|" events ] ;
/// ```
pub(crate) fn parse_reply(input: ParseStream<'_>) -> Result<Reply> {
    refuse(input, slips::FORMATS)?;
    refuse(input, slips::REPLIES)?;
    let reply = match peek_lower_case(input) {
        Some(word) => parse_word_reply(&word, input)?,
        None => parse_type_reply(input)?,
    };
    optional_reply(&reply, input)?;
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
        ("json", None) => parse_json(input),
        (other, None) => unknown_reply(word, other),
    }
}

pub(super) fn parse_kind(kind: Kind, input: ParseStream<'_>) -> Result<Reply> {
    let word = parse_word(input, "a reply")?;
    let what = format!("a type, as in `{}`", example(kind));
    let types = (0..kind.arity()).map(|_| parse_reply_type(input, &what));
    let reply = Reply::Word(kind, types.collect::<Result<_>>()?);
    type_after_word(&word, input)?;
    Ok(reply)
}

/// `sse Type`
fn example(kind: Kind) -> String {
    kind.text.replace("{}", "Type")
}

/// A word that stands for a whole reply has no type.
fn type_after_word(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    let Some(ty) = next(input).filter(|token| token.to_string().starts_with(char::is_uppercase))
    else {
        return Ok(());
    };
    let remedy = match word == "stream" {
        true => format!("write `stream` alone for bytes, or `sse {ty}` for events"),
        false => format!("remove `{ty}`"),
    };
    fail(ty, format!("the reply `{word}` has no type; {remedy}"))
}

/// Nearly every reply is JSON, so its word is needed only before types that would not be meant as JSON.
fn parse_json(input: ParseStream<'_>) -> Result<Reply> {
    let word = parse_word(input, "`json`")?;
    let ty = parse_reply_type(input, "the type of the reply, as in `json String`")?;
    encoding_with_codec(&word, input)?;
    alternative(ty, input)
}

fn unknown_reply<T>(word: &Ident, text: &str) -> Result<T> {
    let words = WORDS.map(|kind| kind.word());
    let close = suggest::closest(text, &words).is_some();
    if close || suggest::synonym(text, &words).is_some() {
        return unknown_word(word, "reply", &words);
    }
    if let Some(Spelling::Same) = rust_type(text) {
        return fail(
            word,
            format!("`{text}` as a reply needs the word for JSON; write `json {text}`"),
        );
    }
    fail(
        word,
        format!(
            "unknown reply `{text}`; write a type, which starts with an upper-case letter, {}",
            list()
        ),
    )
}

/// "a reply: a type, `text`, `bytes`, …", which is put together only for an error.
struct AReply;

impl fmt::Display for AReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a reply: a type, {}", list())
    }
}

/// The replies that begin with a word.
fn list() -> String {
    suggest::list(&WORDS.map(example).each_ref().map(String::as_str))
}

fn parse_type_reply(input: ParseStream<'_>) -> Result<Reply> {
    let ty = parse_type(input, AReply)?;
    let via = eat_word(input, "via");
    if via.is_none() {
        foreign_reply(&ty)?;
    }
    type_without_name(&ty)?;
    lifetime_in_reply(&ty)?;
    match via {
        Some(_) => {
            let codec = parse_codec(&ty, input)?;
            Ok(Reply::Encoded(ty, codec))
        }
        None => alternative(ty, input),
    }
}

/// Parses the events that can take the place of a JSON reply.
fn alternative(ty: Type, input: ParseStream<'_>) -> Result<Reply> {
    if let Some(nothing) = parse_nothing(&ty, input)? {
        return Ok(Reply::Optional(ty, nothing));
    }
    if !input.peek(Token![|]) {
        return Ok(Reply::Json(ty, None));
    }
    input.parse::<Token![|]>()?;
    second_reply(input)?;
    Ok(Reply::JsonOrEvents(ty, parse_events(input)?))
}

/// Errors have types of their own, but are no second reply.
fn second_reply(input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Ident(word)) if word == "sse" => Ok(()),
        Some(error @ (TokenTree::Ident(_) | TokenTree::Literal(_)))
            if peek_lower_case(input).is_none() =>
        {
            fail(
                error,
                "only events can be the second reply; write `error 404: Type` for the type of an error body",
            )
        }
        _ => expected(input, "`sse` and the type of the events after `|`"),
    }
}

/// Only JSON can be nothing: each other reply has a value for an empty body.
fn optional_reply(reply: &Reply, input: ParseStream<'_>) -> Result<()> {
    if !input.peek(Token![?]) {
        return Ok(());
    }
    let text = reply.text();
    fail(next(input), format!("only JSON can be nothing; remove the `?` after `{text}`"))
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
