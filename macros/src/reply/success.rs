//! The statuses of success that a line names: `-> 201 Note`.

use super::status::{ReplyStatus, status_in};
use crate::lex::{commas_between_statuses, fail, next};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::parse::ParseStream;
use syn::{LitInt, Result, Token};

/// ```ebnf
/// success = { integer } ;
/// ```
pub(crate) fn parse_success(input: ParseStream<'_>) -> Result<Vec<ReplyStatus>> {
    let mut statuses = Vec::new();
    while input.peek(LitInt) {
        statuses.push(success_status_out_of_range(input.parse()?, &statuses)?);
        commas_between_statuses(input)?;
        colon_after_status(input)?;
    }
    Ok(statuses)
}

/// As after the statuses of errors.
fn colon_after_status(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![:]) && !input.peek(Token![::]) {
        return fail(
            next(input),
            "the reply follows its status, as in `-> 201 Type`; remove the `:`",
        );
    }
    Ok(())
}

/// Of the others, the client makes an error.
fn success_status_out_of_range(literal: LitInt, before: &[ReplyStatus]) -> Result<ReplyStatus> {
    let message = "is no status of success; write one from 200 to 299, or `error 404: Type` for the type of an error body";
    status_in(200..=299, literal, before, message)
}

/// `.with_statuses(&[201])`
pub(crate) fn facts(statuses: &[ReplyStatus]) -> Option<TokenStream> {
    let codes = statuses.iter().map(|status| Literal::u16_unsuffixed(status.code));
    (!statuses.is_empty()).then(|| quote! { .with_statuses(&[#(#codes),*]) })
}
