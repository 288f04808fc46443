//! The base URL of a client.

use super::slips;
use crate::ast::BaseUrl;
use crate::lex::{fail, parse_string, peek_word};
use crate::slip::refuse;
use syn::parse::ParseStream;
use syn::{Path, Result, Token};

/// ```ebnf
/// base_url = string | path_of_constant ;
/// ```
pub(super) fn parse_base_url(input: ParseStream<'_>) -> Result<BaseUrl> {
    refuse(input, slips::BASE_URLS)?;
    if peek_word(input).is_none() && !input.peek(Token![::]) {
        let what = "the base URL, as in `at \"https://api.example.com/v1\"`";
        return parse_string(input, what).map(BaseUrl::Text);
    }
    base_url_in_lower_case(input)?;
    let path = Path::parse_mod_style(input)?;
    called_constant(&path, input)?;
    Ok(BaseUrl::Constant(path))
}

/// A host without quotes, or a variable.
fn base_url_in_lower_case(input: ParseStream<'_>) -> Result<()> {
    match peek_word(input) {
        Some(word)
            if word.to_string().starts_with(char::is_lowercase) && !input.peek2(Token![::]) =>
        {
            let message = match input.peek2(Token![!]) || input.peek2(syn::token::Paren) {
                true => {
                    "the base URL is a text in quotes or the name of a constant; write a constant with this value"
                }
                false => {
                    "the base URL is written in quotes, as in `at \"https://api.example.com/v1\"`, or is the name of a constant"
                }
            };
            fail(word, message)
        }
        _ => Ok(()),
    }
}

/// The declaration is constant data.
fn called_constant(path: &Path, input: ParseStream<'_>) -> Result<()> {
    if input.peek(syn::token::Paren) || input.peek(Token![!]) {
        return fail(
            path,
            "the base URL is a text in quotes or the name of a constant; write a constant with this value",
        );
    }
    Ok(())
}
