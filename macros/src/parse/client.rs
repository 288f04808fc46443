//! The client and its settings.

use super::braces::{misplaced_item, parse_braces};
use super::chunk::{self, COMMA_AT_THE_END, parse_chunk};
use super::{attrs, base_url, clause, endpoint, setting, slips, words};
use crate::ast::{BaseUrl, Client, State};
use crate::errors::Errors;
use crate::lex::{eat_word, expected, fail, parse_type_name, parse_word};
use crate::slip::refuse;
use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Result, Token};

/// ```ebnf
/// client = "client" type_name [ "at" base_url ] ( "{" { clause ";" } "}" | ";" ) ;
/// ```
pub(super) fn parse_client(input: ParseStream<'_>, errors: &mut Errors) -> Result<Client> {
    parse_word(input, "client")?;
    let name = parse_type_name(input, "the client")?;
    let mut client = Client { name, base_url: None, clauses: Vec::new(), state: State::Whole };
    // A mistake after the name does not remove the client, because its groups need it.
    if let Err(error) = parse_rest(input, &mut client, errors) {
        errors.push(error);
        client.state = State::Damaged;
        input.parse::<TokenStream>()?;
    }
    Ok(client)
}

fn parse_rest(input: ParseStream<'_>, client: &mut Client, errors: &mut Errors) -> Result<()> {
    client.base_url = parse_base_url(input)?;
    let position = errors.position();
    match parse_braces(input)? {
        Some(body) => parse_settings(body.stream(), client, errors),
        None if input.peek(Token![;]) => {}
        None if input.peek(Token![,]) => return comma_after_client(input),
        None => return expected(input, "`{` with the settings of the client, or `;`"),
    }
    errors.at(position);
    Ok(())
}

fn comma_after_client<T>(input: ParseStream<'_>) -> Result<T> {
    let message = match input.peek2(Token![;]) {
        true => COMMA_AT_THE_END,
        false => "nothing stands between a client and its braces; remove the `,`",
    };
    fail(input.parse::<Token![,]>()?, message)
}

fn parse_base_url(input: ParseStream<'_>) -> Result<Option<BaseUrl>> {
    refuse(input, slips::AFTER_CLIENT)?;
    match eat_word(input, "at") {
        Some(_) => base_url::parse_base_url(input).map(Some),
        None => Ok(None),
    }
}

fn parse_settings(body: TokenStream, client: &mut Client, errors: &mut Errors) {
    for chunk in chunk::split(body) {
        let clauses = &mut client.clauses;
        let read = parse_chunk(chunk, errors, |input, errors| {
            clause::attribute_on_setting(&attrs::parse_attrs(input)?, errors);
            misplaced_item(input)?;
            endpoint_in_client(input)?;
            refuse(input, slips::CLAUSES)?;
            refuse(input, slips::LINES)?;
            clause::parse_clauses(input, &words::CLIENT, clauses, errors)
        });
        if read.is_none() {
            client.state = State::Damaged;
        }
    }
}

/// The braces of the client hold only its settings; its endpoints come after them.
fn endpoint_in_client(input: ParseStream<'_>) -> Result<()> {
    if !endpoint::starts_endpoint(input) || setting::is_setting_with_colon(input) {
        return Ok(());
    }
    let message = "the braces of the client hold only its settings; move the endpoint after them";
    fail(input.parse::<TokenStream>()?, message)
}
