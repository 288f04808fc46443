//! Environment variables, and what may come from them.

use super::need::parse_need;
use super::slips;
use crate::ast::{Env, HeaderValue};
use crate::lex::{fail, is_word, parse_string, require_word};
use crate::slip::refuse;
use syn::parse::ParseStream;
use syn::{LitStr, Result};

/// ```ebnf
/// env = "env" string [ "?" ] ;
/// ```
fn parse_env(input: ParseStream<'_>) -> Result<Env> {
    require_word(input, "env", "env \"VARIABLE\"")?;
    let variable = parse_variable(input)?;
    let need = parse_need(input)?;
    refuse(input, slips::AFTER_VARIABLE)?;
    Ok(Env { variable, need })
}

/// The value of a header or of a parameter of the query.
pub(super) fn parse_value(input: ParseStream<'_>) -> Result<HeaderValue> {
    if is_word(input, "env") {
        return parse_env(input).map(HeaderValue::Env);
    }
    parse_string(input, "the value in quotes, or `env \"VARIABLE\"`").map(HeaderValue::Text)
}

pub(super) fn parse_variable(input: ParseStream<'_>) -> Result<LitStr> {
    refuse(input, slips::VARIABLES)?;
    let name = parse_string(input, "the name of a variable in quotes")?;
    variable_name(&name)?;
    Ok(name)
}

/// A variable with another name is never set.
fn variable_name(name: &LitStr) -> Result<()> {
    let text = name.value();
    let kept = |char: &char| char.is_ascii_alphanumeric() || *char == '_';
    if !text.is_empty() && text.chars().all(|char| kept(&char)) {
        return Ok(());
    }
    let plain = text.chars().filter(kept).collect::<String>();
    let example = if plain.is_empty() { "API_KEY" } else { &plain };
    fail(
        name,
        format!(
            "`{text}` is not the name of a variable; write its name alone, as in `env \"{example}\"`"
        ),
    )
}
