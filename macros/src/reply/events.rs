//! Events as the reply, or as one of two replies.

use super::ty::parse_reply_type;
use crate::lex::{eat_word, expected, fail, is_word, next, parse_string, parse_word};
use crate::rt::Rt;
use crate::wire_name::{WireName, parse_wire_name};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::ParseStream;
use syn::{LitStr, Result, Type};

/// `sse RunEvent when stream until "[DONE]" error "error"`
pub(crate) struct Events {
    pub(crate) word: Ident,
    pub(crate) ty: Type,
    /// The field of the JSON body that asks for events, if they are one of two replies.
    pub(crate) when: Option<WireName>,
    /// The data of the terminal event.
    pub(crate) until: Option<LitStr>,
    /// The name of the event that reports an error.
    pub(crate) error: Option<LitStr>,
}

/// ```ebnf
/// events = "sse" type { "when" wire_name | "until" string | "error" string } ;
/// ```
pub(super) fn parse_events(input: ParseStream<'_>) -> Result<Events> {
    let word = parse_word(input, "`sse`")?;
    let ty = parse_reply_type(input, "the type of the events, as in `sse RunEvent`")?;
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
        return fail(word, format!("the events have `{word}` twice; remove one of the two"));
    }
    Ok(())
}

fn parse_field(input: ParseStream<'_>) -> Result<WireName> {
    match next(input) {
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => parse_wire_name(input),
        _ => expected(input, "the field of the body that asks for events, as in `when stream`"),
    }
}

impl Events {
    /// `.with_events(EventsSpec::new().with_when("stream").with_until("[DONE]").with_error("error"))`
    pub(super) fn facts(&self, rt: Rt) -> TokenStream {
        let when = self.when.as_ref().map(|field| {
            let field = &field.text;
            quote! { .with_when(#field) }
        });
        let until = self.until.as_ref().map(|data| quote! { .with_until(#data) });
        let error = self.error.as_ref().map(|name| quote! { .with_error(#name) });
        quote! { .with_events(#rt::EventsSpec::new() #when #until #error) }
    }
}
