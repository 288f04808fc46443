//! Attributes and doc comments before a line.

use super::slips;
use crate::lex::fail;
use crate::slip::refuse;
use syn::parse::ParseStream;
use syn::{Attribute, Result, Token};

pub(super) fn parse_attrs(input: ParseStream<'_>) -> Result<Vec<Attribute>> {
    refuse(input, slips::ATTRIBUTES)?;
    let attrs = Attribute::parse_outer(input)?;
    attribute_of_nothing(&attrs, input)?;
    Ok(attrs)
}

/// A doc comment or attribute at the end describes nothing.
fn attribute_of_nothing(attrs: &[Attribute], input: ParseStream<'_>) -> Result<()> {
    match attrs.first() {
        Some(attr) if input.peek(Token![;]) || input.is_empty() => fail(
            attr,
            "no line follows this doc comment or attribute; move it above a line, or write a comment with `//`",
        ),
        _ => Ok(()),
    }
}
