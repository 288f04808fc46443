//! The client and its settings.

use super::braces::{misplaced_item, parse_braces};
use super::chunk::{self, parse_chunk};
use super::{clause, endpoint, words};
use crate::ast::{Clause, Client};
use crate::errors::Errors;
use crate::lex::{eat_word, expected, fail, parse_string, parse_type_name, parse_word};
use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Result, Token};

/// ```ebnf
/// client = "client" type_name [ "at" string ] ( "{" { clause ";" } "}" | ";" ) ;
/// ```
pub(super) fn parse_client(input: ParseStream<'_>, errors: &mut Errors) -> Result<Client> {
    parse_word(input, "client")?;
    let name = parse_type_name(input, "the client")?;
    let mut client = Client { name, base_url: None, clauses: Vec::new() };
    // A mistake after the name does not remove the client, because its groups need it.
    if let Err(error) = parse_rest(input, &mut client, errors) {
        errors.push(error);
        input.parse::<TokenStream>()?;
    }
    Ok(client)
}

fn parse_rest(input: ParseStream<'_>, client: &mut Client, errors: &mut Errors) -> Result<()> {
    client.base_url = parse_base_url(input)?;
    let position = errors.position();
    match parse_braces(input)? {
        Some(body) => parse_settings(body.stream(), &mut client.clauses, errors),
        None if input.peek(Token![;]) => {}
        None => return expected(input, "`{` with the settings of the client, or `;`"),
    }
    errors.at(position);
    Ok(())
}

fn parse_base_url(input: ParseStream<'_>) -> Result<Option<LitStr>> {
    if input.peek(LitStr) {
        return expected(input, "`at` before the base URL");
    }
    match eat_word(input, "at") {
        Some(_) => {
            parse_string(input, "the base URL, as in `at \"https://api.example.com/v1\"`").map(Some)
        }
        None => Ok(None),
    }
}

fn parse_settings(body: TokenStream, clauses: &mut Vec<Clause>, errors: &mut Errors) {
    for chunk in chunk::split(body) {
        parse_chunk(chunk, errors, |input, errors| {
            clause::attribute_on_setting(&Attribute::parse_outer(input)?, errors);
            misplaced_item(input)?;
            endpoint_in_client(input)?;
            clause::parse_clauses(input, &words::CLIENT, clauses, errors)
        });
    }
}

/// The braces of the client hold only its settings; its endpoints come after them.
fn endpoint_in_client(input: ParseStream<'_>) -> Result<()> {
    if !endpoint::starts_endpoint(input) {
        return Ok(());
    }
    let message = "the braces of the client hold only its settings; move the endpoint after them";
    fail(input.parse::<TokenStream>()?, message)
}
