//! What comes back.

use super::words;
use crate::ast::{Events, Reply};
use crate::lex::{
    eat_word, expected, fail, is_word, lower_case_type, next, parse_string, parse_upper_type,
    parse_word, peek_lower_case, unknown_word,
};
use crate::suggest;
use crate::text::text;
use crate::wire_name::{WireName, parse_wire_name};
use proc_macro2::{Ident, TokenTree};
use syn::parse::ParseStream;
use syn::{Result, Token, Type};

/// ```ebnf
/// reply = "text" | "bytes" | "stream" | "empty" | events | type [ "|" events ] ;
/// ```
pub(super) fn parse_reply(input: ParseStream<'_>) -> Result<Reply> {
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
    let text = word.to_string();
    let reply = match text.as_str() {
        "text" => Reply::Text,
        "bytes" => Reply::Bytes,
        "stream" => Reply::Stream,
        "empty" => Reply::Empty,
        "sse" => return parse_events(input).map(Reply::Events),
        "json" => return json_reply(word),
        other => return unknown_reply(word, other),
    };
    parse_word(input, "a reply")?;
    Ok(reply)
}

/// JSON needs no word, being what nearly every reply is.
fn json_reply<T>(word: &Ident) -> Result<T> {
    fail(word, "`json` before a reply; a type alone is JSON, write `-> Type`")
}

fn unknown_reply<T>(word: &Ident, text: &str) -> Result<T> {
    let close = suggest::closest(text, &words::REPLIES).is_some();
    if close || suggest::synonym(text, &words::REPLIES).is_some() {
        return unknown_word(word, "reply", &words::REPLIES);
    }
    lower_case_type(word)
}

fn parse_type_reply(input: ParseStream<'_>) -> Result<Reply> {
    let ty = parse_upper_type(
        input,
        "a reply: a type, `text`, `bytes`, `stream`, `empty` or `sse Type`",
    )?;
    unit_reply(&ty)?;
    optional_reply(&ty, input)?;
    if !input.peek(Token![|]) {
        return Ok(Reply::Json(ty));
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
            fail(ty, "`()` as a reply; write `empty` for a reply without a body")
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
        format!("`?` after a reply; write `Option<{text}>` if the body may be `null`"),
    )
}

/// The JSON comes first, whatever order the service documents.
fn alternative_order<T>(reply: &Reply, input: ParseStream<'_>) -> Result<T> {
    let message = match reply {
        Reply::Events(_) => {
            "events before `|`; write the JSON type first, `Type | sse Event when field`"
        }
        _ => {
            "`|` after this reply; only a type and `sse` events have one line in common, `Type | sse Event when field`"
        }
    };
    fail(next(input), message)
}

/// ```ebnf
/// events = "sse" type { "when" wire_name | "until" string | "error" string } ;
/// ```
fn parse_events(input: ParseStream<'_>) -> Result<Events> {
    let word = parse_word(input, "`sse`")?;
    let ty = parse_upper_type(input, "the type of the events, as in `sse RunEvent`")?;
    let mut events = Events { word, ty, when: None, until: None, error: None };
    loop {
        if let Some(word) = eat_word(input, "when") {
            set(&mut events.when, &word, parse_field(input)?)?;
        } else if let Some(word) = eat_word(input, "until") {
            set(
                &mut events.until,
                &word,
                parse_string(input, "the data of the last event, as in `until \"[DONE]\"`")?,
            )?;
        } else if is_word(input, "error") && input.peek2(syn::LitStr) {
            let word = parse_word(input, "`error`")?;
            set(&mut events.error, &word, input.parse()?)?;
        } else {
            return Ok(events);
        }
    }
}

fn set<T>(slot: &mut Option<T>, word: &Ident, value: T) -> Result<()> {
    if slot.replace(value).is_some() {
        return fail(word, format!("a second `{word}` for the same events; leave one out"));
    }
    Ok(())
}

fn parse_field(input: ParseStream<'_>) -> Result<WireName> {
    match next(input) {
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => parse_wire_name(input),
        _ => expected(input, "the field of the body that asks for events, as in `when stream`"),
    }
}
