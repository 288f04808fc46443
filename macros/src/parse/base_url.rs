//! The base URL of a client.

use super::slips;
use crate::ast::BaseUrl;
use crate::lex::{fail, parse_string, peek_word};
use crate::slip::refuse;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::token::Paren;
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
    let is_lower = |word: &Ident| word.to_string().starts_with(char::is_lowercase);
    match peek_word(input).filter(is_lower) {
        Some(_) if input.peek2(Token![::]) => Ok(()),
        Some(word) if input.peek2(Token![!]) || input.peek2(Paren) => fail(word, CALLED),
        Some(word) => fail(
            word,
            "the base URL is written in quotes, as in `at \"https://api.example.com/v1\"`, or is the name of a constant",
        ),
        None => Ok(()),
    }
}

/// The declaration is constant data.
fn called_constant(path: &Path, input: ParseStream<'_>) -> Result<()> {
    if input.peek(Paren) || input.peek(Token![!]) {
        return fail(path, CALLED);
    }
    Ok(())
}

const CALLED: &str =
    "the base URL is a text in quotes or the name of a constant; write a constant with this value";
