//! A value of JSON that is neither a list nor an object.

use crate::ast::Scalar;
use crate::lex::{expected, fail, next};
use proc_macro2::{Ident, Literal, TokenTree};
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// ```ebnf
/// scalar = "true" | "false" | "null" | string | [ "-" ] number ;
/// ```
pub(super) fn parse_scalar(input: ParseStream<'_>) -> Result<Scalar> {
    let sign = input.parse::<Option<Token![-]>>()?;
    let value = match next(input) {
        Some(TokenTree::Literal(number)) if sign.is_some() || !input.peek(LitStr) => {
            condition_number(&number, if sign.is_some() { "-" } else { "" })?
        }
        Some(TokenTree::Literal(_)) => return Ok(Scalar::Text(input.parse::<LitStr>()?.value())),
        Some(TokenTree::Ident(word)) if sign.is_none() => match word.to_string().as_str() {
            "true" => Scalar::Bool(true),
            "false" => Scalar::Bool(false),
            "null" => Scalar::Null,
            _ => return condition_without_quotes(&word),
        },
        _ => return expected(input, "`true`, `false`, `null`, a number, or text in quotes"),
    };
    input.parse::<TokenTree>()?;
    Ok(value)
}

/// A number as JSON has them.
fn condition_number(literal: &Literal, sign: &str) -> Result<Scalar> {
    let text = format!("{sign}{literal}");
    match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(number), _) => Ok(Scalar::Integer(number)),
        (_, Ok(number)) if number.is_finite() => Ok(Scalar::Float(number)),
        _ => fail(
            literal,
            format!("`{literal}` is not a number of JSON; write digits alone, or text in quotes"),
        ),
    }
}

fn condition_without_quotes<T>(word: &Ident) -> Result<T> {
    fail(word, format!("text is written in quotes; write `\"{word}\"`"))
}
