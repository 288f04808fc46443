//! What the service takes if an optional parameter is absent: `<limit: u32? if_absent 20>`. It is for readers, and never sent.

use super::scalar::parse_scalar;
use crate::ast::{Need, Scalar};
use crate::lex::{eat_word, fail, next};
use proc_macro2::{Ident, TokenTree};
use syn::Result;
use syn::parse::ParseStream;

/// ```ebnf
/// if_absent = "if_absent" scalar ;
/// ```
pub(super) fn parse_if_absent(need: Need, input: ParseStream<'_>) -> Result<Option<Scalar>> {
    let Some(word) = eat_word(input, "if_absent") else { return Ok(None) };
    if_absent_of_required(&word, need)?;
    let value = next(input);
    let scalar = parse_scalar(input)?;
    null_if_absent(&scalar, value)?;
    Ok(Some(scalar))
}

/// A parameter is text.
fn null_if_absent(scalar: &Scalar, value: Option<TokenTree>) -> Result<()> {
    match scalar {
        Scalar::Null => fail(
            value,
            "a parameter is never `null`; write what the service takes, or remove `if_absent null`",
        ),
        _ => Ok(()),
    }
}

/// A caller has to give a required value.
fn if_absent_of_required(word: &Ident, need: Need) -> Result<()> {
    match need {
        Need::Optional => Ok(()),
        Need::Required => {
            fail(word, "a required value is never absent; write `?` before `if_absent`")
        }
    }
}
