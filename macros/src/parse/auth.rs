//! Credentials: how they are sent, which variables they come from, and what lines call them.

use super::header_name::parse_header_name;
use super::need::{need_before, parse_need};
use super::variable::parse_variable;
use super::{slips, words};
use crate::ast::{Auth, ClauseKind, NamedCredential, Variables};
use crate::lex::{
    eat_word, fail, is_word, parse_string, parse_word, peek_word, require_colon, require_word,
    unknown_word,
};
use crate::slip::refuse;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// Where an `auth` clause is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AuthPlace {
    /// In the braces of a client, which declares credentials.
    Client,
    /// On a group or an endpoint, which names them.
    Elsewhere,
}

impl AuthPlace {
    /// The place where these clauses are known.
    pub(super) fn of(known: &[&str]) -> Self {
        if known == words::CLIENT { Self::Client } else { Self::Elsewhere }
    }
}

/// ```ebnf
/// auth   = "none" | scheme | name [ ":" scheme ] ;
/// scheme = ( "bearer" | "basic" | "header" string | "query" string ) [ variables ] ;
/// ```
pub(super) fn parse_auth(input: ParseStream<'_>, place: AuthPlace) -> Result<ClauseKind> {
    let word = parse_word(input, what(place))?;
    reserved_credential_name(&word, input)?;
    if let Some(auth) = parse_scheme(&word, input)? {
        return Ok(ClauseKind::Auth(auth));
    }
    if input.peek(Token![:]) {
        return parse_named(word, input).map(ClauseKind::Credential);
    }
    credential_without_colon(&word, input)?;
    match place {
        AuthPlace::Client => unknown_auth_scheme(&word),
        AuthPlace::Elsewhere => Ok(ClauseKind::AuthBy(word)),
    }
}

/// `auth admin bearer env ".."`
fn credential_without_colon(name: &Ident, input: ParseStream<'_>) -> Result<()> {
    match peek_word(input).filter(is_auth_scheme) {
        Some(scheme) if scheme != "header" && scheme != "query" => fail(
            name,
            format!(
                "the name of a credential is followed by a colon; write `auth {name}: {scheme}`"
            ),
        ),
        _ => Ok(()),
    }
}

fn what(place: AuthPlace) -> &'static str {
    match place {
        AuthPlace::Client => "an auth scheme, as in `auth bearer env \"API_KEY\"`",
        AuthPlace::Elsewhere => "`none` or the name of a credential, as in `auth admin`",
    }
}

/// The credential of a scheme, if the word is one.
fn parse_scheme(word: &Ident, input: ParseStream<'_>) -> Result<Option<Auth>> {
    Ok(Some(match word.to_string().as_str() {
        "none" => Auth::None,
        "bearer" => Auth::Bearer(parse_credential(input)?),
        "basic" => Auth::Basic(parse_credential(input)?),
        "header" => Auth::Header(parse_header_name(input)?, parse_credential(input)?),
        "query" => Auth::Query(
            parse_string(input, "the name of the parameter in quotes")?,
            parse_credential(input)?,
        ),
        _ => return Ok(None),
    }))
}

fn parse_named(name: Ident, input: ParseStream<'_>) -> Result<NamedCredential> {
    let example = "auth admin: bearer env \"ADMIN_KEY\"";
    require_colon(input, example)?;
    let scheme =
        parse_word(input, format!("the scheme of the credential, as in `{example}`").as_str())?;
    named_none(&scheme, &name)?;
    match parse_scheme(&scheme, input)? {
        Some(auth) => Ok(NamedCredential { name, auth }),
        None => unknown_auth_scheme(&scheme),
    }
}

fn is_auth_scheme(word: &Ident) -> bool {
    words::AUTH.contains(&word.to_string().as_str())
}

/// `auth bearer: basic env ".."`, `auth timeout 3 s`
fn reserved_credential_name(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    let fork = input.fork();
    let named = fork.parse::<Token![:]>().is_ok();
    if is_auth_scheme(word) && named && peek_word(&fork).is_some_and(|word| is_auth_scheme(&word)) {
        return fail(
            word,
            format!(
                "`{word}` is an auth scheme, so it cannot be the name of a credential; choose another name"
            ),
        );
    }
    if !is_auth_scheme(word) && words::is_clause(&word.to_string()) {
        return fail(
            word,
            format!(
                "`{word}` begins a clause, so it cannot be the name of a credential; write `none` or a name after `auth`"
            ),
        );
    }
    Ok(())
}

/// A credential that is not sent needs no name.
fn named_none(scheme: &Ident, name: &Ident) -> Result<()> {
    if scheme == "none" {
        return fail(
            scheme,
            format!(
                "the credential `{name}` would never be sent; remove it, and write `auth none` where no credential is sent"
            ),
        );
    }
    Ok(())
}

fn unknown_auth_scheme<T>(scheme: &Ident) -> Result<T> {
    unknown_word(scheme, "auth scheme", &words::AUTH)
}

fn parse_credential(input: ParseStream<'_>) -> Result<Option<Variables>> {
    if is_word(input, "env") {
        let variables = parse_variables(input)?;
        refuse(input, slips::AFTER_CREDENTIAL)?;
        return Ok(Some(variables));
    }
    if input.peek(Token![;])
        || peek_word(input).is_some_and(|word| words::is_clause(&word.to_string()))
    {
        return Ok(None);
    }
    refuse(input, slips::CREDENTIALS)?;
    Ok(None)
}

/// ```ebnf
/// variables = "env" string { "or" "env" string } [ "?" ] ;
/// ```
fn parse_variables(input: ParseStream<'_>) -> Result<Variables> {
    let mut names = Vec::new();
    loop {
        require_word(input, "env", "env \"API_KEY\" or env \"AUTH_TOKEN\"")?;
        let name = parse_variable(input)?;
        repeated_variable(&name, &names)?;
        names.push(name);
        optional_before_or(input)?;
        if eat_word(input, "or").is_none() {
            break;
        }
    }
    Ok(Variables { names, need: parse_need(input)? })
}

fn repeated_variable(name: &LitStr, before: &[LitStr]) -> Result<()> {
    let text = name.value();
    match before.iter().any(|other| other.value() == text) {
        true => fail(name, format!("the variable `{text}` is named twice; remove one of the two")),
        false => Ok(()),
    }
}

/// Whether a credential is optional is said once, after all its variables.
fn optional_before_or(input: ParseStream<'_>) -> Result<()> {
    let message = "the `?` of an optional credential follows its last variable; move it there";
    need_before("or", input, message)
}
