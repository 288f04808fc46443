//! Events as the reply, or as one of two replies.

use super::ty::parse_reply_type;
use crate::lex::{eat_word, expected, fail, is_word, next, parse_string, parse_word, peek_word};
use crate::rt::Rt;
use crate::wire_name::{WireName, parse_wire_name};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::ParseStream;
use syn::{Lit, LitStr, Result, Type};

/// `sse RunEvent when stream until "[DONE]" error "error"`
pub(crate) struct Events {
    pub(crate) ty: Type,
    /// What of the request asks for events, if they are one of two replies. Without it, the service chooses.
    pub(crate) when: Option<Switch>,
    /// The data of the terminal event.
    pub(crate) until: Option<LitStr>,
    /// The name of the event that reports an error.
    pub(crate) error: Option<LitStr>,
}

/// What asks for events.
pub(crate) enum Switch {
    /// `when stream`: a field of the JSON body.
    Field(WireName),
    /// `when query stream`: a parameter of the query.
    Query(WireName),
}

impl Switch {
    pub(crate) fn name(&self) -> &WireName {
        match self {
            Self::Field(name) | Self::Query(name) => name,
        }
    }

    /// "the field `stream` of the body"
    pub(crate) fn described(&self) -> String {
        match self {
            Self::Field(name) => format!("the field `{}` of the body", name.text),
            Self::Query(name) => format!("the query parameter `{}`", name.text),
        }
    }
}

/// ```ebnf
/// events = "sse" type { "when" [ "query" ] wire_name | "until" string | "error" string } ;
/// ```
pub(super) fn parse_events(input: ParseStream<'_>) -> Result<Events> {
    parse_word(input, "`sse`")?;
    let ty = parse_reply_type(input, "the type of the events, as in `sse RunEvent`")?;
    let mut events = Events { ty, when: None, until: None, error: None };
    loop {
        if let Some(word) = eat_word(input, "when") {
            set(&mut events.when, &word, parse_switch(input)?)?;
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
        return fail(word, format!("the events have `{word}` twice; remove one of the two"));
    }
    Ok(())
}

fn parse_switch(input: ParseStream<'_>) -> Result<Switch> {
    let switch = parse_name_of_switch(input)?;
    value_of_switch(&switch, input)?;
    Ok(switch)
}

/// What asks for events is always set to `true`.
fn value_of_switch(switch: &Switch, input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
            let name = &switch.name().text;
            fail(punct, format!("`{name}` is always set to `true`; write its name alone"))
        }
        _ => Ok(()),
    }
}

fn parse_name_of_switch(input: ParseStream<'_>) -> Result<Switch> {
    if is_word(input, "query") && is_name_next(input) {
        parse_word(input, "`query`")?;
        return parse_wire_name(input).map(Switch::Query);
    }
    match next(input) {
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => {
            parse_wire_name(input).map(Switch::Field)
        }
        _ => expected(
            input,
            "what asks for events: a field of the body, as in `when stream`, or a parameter, as in `when query stream`",
        ),
    }
}

/// Whether a name follows `query`, so that `query` is not a field itself. What else can follow a field is `until`, or the word
/// of a clause before a literal.
fn is_name_next(input: ParseStream<'_>) -> bool {
    let rest = input.fork();
    let _query = parse_word(&rest, "`query`");
    rest.peek(LitStr) || peek_word(&rest).is_some() && !rest.peek2(Lit)
}

impl Events {
    /// `.with_events(EventsSpec::new().with_when("stream").with_until("[DONE]").with_error("error"))`
    pub(super) fn facts(&self, rt: Rt) -> TokenStream {
        let when = self.when.as_ref().map(|switch| {
            let name = &switch.name().text;
            match switch {
                Switch::Field(_) => quote! { .with_when(#name) },
                Switch::Query(_) => quote! { .with_when_query(#name) },
            }
        });
        let until = self.until.as_ref().map(|data| quote! { .with_until(#data) });
        let error = self.error.as_ref().map(|name| quote! { .with_error(#name) });
        quote! { .with_events(#rt::EventsSpec::new() #when #until #error) }
    }
}
