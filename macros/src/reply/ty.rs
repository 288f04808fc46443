//! The type of a reply after a word.

use super::slips;
use crate::foreign::{foreign_wrapper, lifetime_in_reply, type_without_name};
use crate::lex::parse_any_type;
use crate::slip::refuse;
use syn::parse::ParseStream;
use syn::{Result, Type};

/// Parses the type after a word of a reply.
pub(super) fn parse_reply_type(input: ParseStream<'_>, what: &str) -> Result<Type> {
    refuse(input, slips::AFTER_WORD)?;
    let ty = parse_any_type(input, what)?;
    foreign_wrapper(&ty)?;
    type_without_name(&ty)?;
    lifetime_in_reply(&ty)?;
    Ok(ty)
}
