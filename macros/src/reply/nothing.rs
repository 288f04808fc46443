//! JSON, or nothing: `Note? none on 404 304`.

use super::status::{ReplyStatus, status_in};
use crate::bare::is_named;
use crate::lex::{commas_between_statuses, eat_word, expected, fail, next, require_word};
use crate::text::text;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::parse::ParseStream;
use syn::{LitInt, Result, Token, Type};

/// `none on 404 304`: the statuses of replies without a value. 204 is one of them in any case.
pub(crate) struct Nothing {
    pub(crate) statuses: Vec<ReplyStatus>,
}

/// ```ebnf
/// nothing = "?" [ "none" "on" integer { integer } ] ;
/// ```
pub(super) fn parse_nothing(ty: &Type, input: ParseStream<'_>) -> Result<Option<Nothing>> {
    if !input.peek(Token![?]) {
        return Ok(None);
    }
    optional_written_twice(ty, input)?;
    input.parse::<Token![?]>()?;
    let mut statuses = Vec::new();
    if eat_word(input, "none").is_some() {
        require_word(input, "on", EXAMPLE)?;
        while input.peek(LitInt) {
            statuses.push(none_status_out_of_range(input.parse()?, &statuses)?);
        }
        if statuses.is_empty() {
            return expected(input, format!("statuses, as in `{EXAMPLE}`"));
        }
        commas_between_statuses(input)?;
    }
    optional_reply_with_events(input)?;
    Ok(Some(Nothing { statuses }))
}

const EXAMPLE: &str = "none on 404 304";

/// A class of statuses would hide errors, such as a credential that is refused.
fn none_status_out_of_range(literal: LitInt, before: &[ReplyStatus]) -> Result<ReplyStatus> {
    let message = "cannot mean that there is no value; name each status, from 200 to 599";
    status_in(200..=599, literal, before, message)
}

/// The mark makes the type an `Option` already.
fn optional_written_twice(ty: &Type, input: ParseStream<'_>) -> Result<()> {
    if is_named(ty, "Option") {
        let text = text(ty);
        return fail(
            next(input),
            format!("`?` makes the reply an `Option` already; write `Type?` instead of `{text}?`"),
        );
    }
    Ok(())
}

fn optional_reply_with_events(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![|]) {
        return fail(
            next(input),
            "a reply that may be nothing cannot have events beside it; remove the `?`, or declare two endpoints",
        );
    }
    Ok(())
}

impl Nothing {
    /// "`None` on 404 and 304."
    pub(super) fn remark(&self) -> Option<String> {
        let codes: Vec<_> = self.statuses.iter().map(|status| status.code.to_string()).collect();
        let (last, others) = codes.split_last()?;
        Some(match others {
            [] => format!("`None` on {last}."),
            others => format!("`None` on {} and {last}.", others.join(", ")),
        })
    }

    /// `.with_none_on(&[404, 304])`
    pub(super) fn facts(&self) -> Option<TokenStream> {
        let codes = self.statuses.iter().map(|status| Literal::u16_unsuffixed(status.code));
        (!self.statuses.is_empty()).then(|| quote! { .with_none_on(&[#(#codes),*]) })
    }
}
