//! Parameters of the query that every call has, as a clause.

use super::quoted;
use super::value::encoded_value;
use super::variable::parse_value;
use crate::ast::{HeaderValue, QueryConstant};
use crate::lex::{fail, parse_string, peek_word, require_colon};
use crate::text::text;
use crate::wire_name::parse_wire_name;
use syn::parse::ParseStream;
use syn::{LitStr, Result};

/// What follows the word `query`.
pub(super) fn parse_query_constant(input: ParseStream<'_>) -> Result<QueryConstant> {
    query_name_without_quotes(input)?;
    let name = parse_string(input, "the name of a parameter in quotes")?;
    empty_query_name(&name)?;
    require_colon(input, "query \"api-version\": \"2024-10-21\"")?;
    let value = parse_value(input)?;
    if let HeaderValue::Text(text) = &value {
        quoted::check_value(text)?;
        encoded_value(text)?;
    }
    Ok(QueryConstant { name, value })
}

fn query_name_without_quotes(input: ParseStream<'_>) -> Result<()> {
    let fork = input.fork();
    if peek_word(&fork).is_none() {
        return Ok(());
    }
    let tokens = parse_wire_name(&fork)?.tokens;
    let name = text(&tokens);
    fail(tokens, format!("the name of a parameter is quoted here; write `\"{name}\"`"))
}

fn empty_query_name(name: &LitStr) -> Result<()> {
    if name.value().is_empty() {
        return fail(name, "the parameter has no name; write one, as in `query \"api-version\"`");
    }
    Ok(())
}
