//! The separator of a list that is sent as one value: `<ids: Vec<u32> by ",">`.

use super::need::need_before;
use crate::lex::{fail, is_word, next, parse_string, parse_word, rust_type};
use crate::text::text;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{LitStr, Result, Type};

/// ```ebnf
/// separator = "by" string ;
/// ```
pub(super) fn parse_separator(ty: &Type, input: ParseStream<'_>) -> Result<Option<LitStr>> {
    optional_before_separator(input)?;
    if !is_word(input, "by") {
        return Ok(None);
    }
    let word = parse_word(input, "`by`")?;
    separator_without_list(&word, ty)?;
    let separator = parse_string(input, "a separator in quotes, as in `by \",\"`")?;
    invalid_separator(&separator)?;
    Ok(Some(separator))
}

/// The `?` stands at the end.
fn optional_before_separator(input: ParseStream<'_>) -> Result<()> {
    let message = "the `?` of an optional parameter comes last; write it after the separator";
    need_before("by", input, message)
}

/// A single value has nothing to separate.
fn separator_without_list(word: &Ident, ty: &Type) -> Result<()> {
    let ty = text(ty);
    match ty == "String" || rust_type(&ty).is_some() {
        true => fail(
            word,
            format!("`by` joins the items of a list; write `Vec<{ty}>`, or remove the separator"),
        ),
        false => Ok(()),
    }
}

/// `<ids by ",">`
pub(super) fn separator_without_type(input: ParseStream<'_>) -> Result<()> {
    if is_word(input, "by") && input.peek2(LitStr) {
        return fail(
            next(input),
            "`by` joins the items of a list; write its type before it, as in `<ids: Vec<u32> by \",\">`",
        );
    }
    Ok(())
}

/// Text without characters that a header cannot hold. Without any, the items could not be told apart.
fn invalid_separator(literal: &LitStr) -> Result<()> {
    let text = literal.value();
    if !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    fail(literal, "a separator is visible ASCII text or a space, as in `by \",\"`")
}
