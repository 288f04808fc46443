//! The line: `[name:] METHOD path [?query] [(inputs)] -> reply [clauses] [{ clause; .. }] ;`

use super::chunk::COMMA_AT_THE_END;
use super::{
    clause, clause_place, input, location, media_types, method, path, query, remains, setting,
    slips, url, words,
};
use crate::ast::{
    Broken, Clause, ClauseKind, Endpoint, HttpMethod, Input, Line, MediaTypes, Takes,
};
use crate::errors::Errors;
use crate::lex::{expected, fail, is_end, next, peek_name, peek_word, unexpected};
use crate::name;
use crate::reply::{parse_reply, parse_success};
use crate::slip::refuse;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Result, Token, Visibility};

/// Whether an endpoint is next, possibly with a typo in its method.
pub(super) fn starts_endpoint(input: ParseStream<'_>) -> bool {
    if method::is_quoted_method(input) {
        return true;
    }
    let Some(word) = peek_word(input) else { return false };
    let route = input.peek2(Token![/]) && word != "group";
    peek_name(input) || route || words::is_method(&word.to_string()) || url::is_call(input)
}

/// An endpoint has the visibility of its client or group.
pub(super) fn endpoint_visibility(vis: &Visibility, errors: &mut Errors) {
    if !matches!(vis, Visibility::Inherited) {
        errors.error(vis, "an endpoint has the visibility of its client or group; remove this");
    }
}

/// Parses an endpoint. A mistake in it leaves at least its name, so that code that calls it gets no further error.
pub(super) fn parse_line(attrs: &[Attribute], input: ParseStream<'_>, errors: &mut Errors) -> Line {
    let (line, mut name) = (input.fork(), None);
    let mut endpoint = match parse_front(attrs, &mut name, input, errors) {
        Ok(endpoint) => endpoint,
        Err(error) => {
            errors.push(error);
            skip(input);
            let (remains, takes) = (remains::read(&line.fork()), takes(&line));
            return Line::Broken(Broken { attrs: attrs.to_vec(), name, takes, remains });
        }
    };
    if let Err(error) = parse_rest(&mut endpoint, input) {
        errors.push(error);
        skip(input);
        endpoint.remains = endpoint.reply.is_none().then(|| remains::read(&line));
        give_up_repeat(&mut endpoint, errors);
    }
    Line::Endpoint(Box::new(endpoint))
}

/// ```ebnf
/// endpoint = [ name ":" ] method ( path | location ) [ query ] [ inputs ] "->" success reply media_types { clause } ( block | ";" ) ;
/// ```
/// `known` is set to the name of the method as soon as it has been read.
fn parse_front(
    attrs: &[Attribute],
    known: &mut Option<Ident>,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> Result<Endpoint> {
    let name = parse_name(known, input, errors)?;
    let method = method::parse_method(input, errors)?;
    let path = match location::parse_location(input)? {
        Some(location) => location,
        None => {
            parse_slash(&method, input)?;
            path::parse_path(input)?
        }
    };
    method::method_without_name(&method, name.as_ref())?;
    Ok(Endpoint {
        attrs: attrs.to_vec(),
        name,
        method,
        path,
        query: Vec::new(),
        inputs: Vec::new(),
        statuses: Vec::new(),
        reply: None,
        reply_media_types: MediaTypes::default(),
        clauses: Vec::new(),
        remains: None,
    })
}

/// Parses the line from the query on. Everything before a mistake is kept and checked.
fn parse_rest(endpoint: &mut Endpoint, input: ParseStream<'_>) -> Result<()> {
    endpoint.query = query::parse_query(input)?;
    match input::parse_inputs(input) {
        Ok(inputs) => endpoint.inputs = inputs,
        Err(error) => {
            endpoint.inputs.push(Input::Unread);
            return Err(error);
        }
    }
    parse_arrow(input)?;
    endpoint.statuses = parse_success(input)?;
    endpoint.reply = Some(parse_reply(input)?);
    endpoint.reply_media_types = media_types::parse_media_types(input)?;
    parse_clauses(input, &mut endpoint.clauses)
}

/// Next to a mistake, a `paged` or `polled` clause may be incomplete, and the type of the call depends on it.
fn give_up_repeat(endpoint: &mut Endpoint, errors: &mut Errors) {
    let repeats = |clause: &Clause| matches!(clause.kind, ClauseKind::Repeat(_));
    if endpoint.clauses.iter().any(repeats) {
        endpoint.clauses.retain(|clause| !repeats(clause));
        errors.spoil_with(None);
    }
}

/// Whether a parameter or a list of inputs comes before the reply.
fn takes(line: ParseStream<'_>) -> Takes {
    while !line.is_empty() && !line.peek(Token![->]) {
        match line.parse::<TokenTree>() {
            Ok(TokenTree::Punct(punct)) if punct.as_char() == '<' => return Takes::Arguments,
            Ok(TokenTree::Group(_)) => return Takes::Arguments,
            _ => {}
        }
    }
    Takes::Nothing
}

/// Skips the rest of a line whose mistake has been reported.
fn skip(input: ParseStream<'_>) {
    // A `TokenStream` takes all the tokens, so this cannot fail.
    let _rest = input.parse::<TokenStream>();
}

fn parse_name(
    known: &mut Option<Ident>,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> Result<Option<Ident>> {
    if method::is_quoted_method(input) {
        return Ok(None);
    }
    let Some(word) = peek_word(input) else {
        return expected(input, "an endpoint, as in `list: GET /threads -> Vec<Thread>`");
    };
    let colon = peek_name(input);
    let method = words::is_method(&word.to_string());
    if !colon && (input.peek2(Token![/]) || method || url::is_call(input)) {
        return Ok(None);
    }
    input.parse::<TokenTree>()?;
    if method {
        refuse(input, slips::AFTER_METHOD)?;
    }
    *known = Some(keyword_as_method_name(&word)?);
    if !colon {
        missing_colon(&word, input, errors)?;
    } else {
        input.parse::<Token![:]>()?;
    }
    Ok(known.clone())
}

/// A name that Rust does not allow for a method.
fn keyword_as_method_name(word: &Ident) -> Result<Ident> {
    let text = word.unraw().to_string();
    match name::ident(&text, word.span()) {
        Some(ident) => Ok(ident),
        None => fail(word, format!("`{text}` cannot be the name of a method; choose another name")),
    }
}

const EXAMPLE: &str = "`list: GET /path -> Type;`";

/// A name without a route: the line is half-typed, or the colon is missing.
fn missing_colon(name: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> Result<()> {
    refuse(input, slips::AFTER_NAME)?;
    let example = format!("`{name}: GET /path -> Type;`");
    match next(input) {
        Some(token) if is_end(&token) => {
            let message = match words::is_of_rust(&name.to_string()) {
                true => {
                    format!("`{name}` is no part of an endpoint; remove it, and write {EXAMPLE}")
                }
                false => format!("`{name}` has no route; write {example}"),
            };
            fail(name, message)
        }
        Some(TokenTree::Ident(method)) if is_method_like(&method) => {
            errors.error(
                name,
                format!("missing `:` after the name `{name}`; write `{name}: {method} ..`"),
            );
            Ok(())
        }
        _ => expected(input, format!("`:` and a route after the name `{name}`, as in {example}")),
    }
}

fn is_method_like(word: &Ident) -> bool {
    words::is_method(&word.to_string().to_ascii_uppercase())
}

fn parse_slash(method: &HttpMethod, input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![/]) {
        return Ok(());
    }
    let verb = method.verb.written();
    url::url_as_path(&verb, input)?;
    url::quoted_path(&verb, input)?;
    refuse(input, slips::AFTER_METHOD)?;
    path_without_slash(&verb, input)?;
    double_slash(method)
}

fn path_without_slash(verb: &str, input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(token @ TokenTree::Ident(_)) => {
            fail(&token, format!("a path starts with `/`; write `{verb} /{token}`"))
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '<' => fail(
            punct,
            format!(
                "a path starts with `/`; write `{verb} /<..>`, or `{verb} <location: Url>` for a URL that the service gave"
            ),
        ),
        _ => Ok(()),
    }
}

/// No path after the method: it starts with `//`, which is a comment, or it is not written yet.
fn double_slash<T>(method: &HttpMethod) -> Result<T> {
    let verb = method.verb.as_str();
    let message = format!(
        "missing path after `{verb}`; start it with a single `/` (`//` starts a comment in Rust)"
    );
    Err(syn::Error::new(method.span, message))
}

fn parse_arrow(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![->]) {
        return input.parse::<Token![->]>().map(drop);
    }
    fat_arrow(input)?;
    semicolon_in_line(input)?;
    clause_place::clause_before_reply(input)?;
    missing_arrow(input)
}

/// A `;` inside of a line is part of it only if more of the line follows.
fn semicolon_in_line(input: ParseStream<'_>) -> Result<()> {
    let rest = input.fork();
    if rest.parse::<Option<Token![;]>>()?.is_some() && !rest.is_empty() {
        return fail(
            next(input),
            "`;` ends a line, and this one has no reply yet; remove it, join the parts of a query by `&`, or quote a \
             segment with it, as in `\"a;b\"`",
        );
    }
    Ok(())
}

fn fat_arrow(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![=>]) {
        return fail(
            input.parse::<Token![=>]>()?,
            "`=>` is not the arrow before a reply; write `->`",
        );
    }
    Ok(())
}

/// The reply is required; `empty` stands for no body.
fn missing_arrow<T>(input: ParseStream<'_>) -> Result<T> {
    expected(
        input,
        "`->` and a reply, as in `-> Type` or `-> empty` (`//` in a path starts a comment)",
    )
}

/// ```ebnf
/// block = "{" { clause ";" } "}" ;
/// ```
fn parse_clauses(input: ParseStream<'_>, clauses: &mut Vec<Clause>) -> Result<()> {
    while !input.peek(Token![;]) {
        if input.peek(syn::token::Brace) {
            let block;
            syn::braced!(block in input);
            return parse_block(&block, clauses);
        }
        missing_semicolon(input)?;
        clauses.push(clause::parse_clause(input, &words::LINE)?);
    }
    Ok(())
}

fn parse_block(input: ParseStream<'_>, clauses: &mut Vec<Clause>) -> Result<()> {
    while !input.is_empty() {
        clause::attribute_on_clause(input)?;
        clauses.push(clause::parse_clause(input, &words::LINE)?);
        if !input.is_empty() && !input.peek(Token![;]) {
            clause::comma_after_clause(input)?;
            return Err(unexpected(input));
        }
        while input.parse::<Option<Token![;]>>()?.is_some() {}
    }
    Ok(())
}

/// A word after a reply is a clause, or the start of the next line.
fn missing_semicolon(input: ParseStream<'_>) -> Result<()> {
    comma_at_the_end(input)?;
    refuse(input, slips::AFTER_REPLY)?;
    match peek_word(input) {
        None => Err(unexpected(input)),
        Some(word) if is_method_like(&word) || starts_named_line(input) => {
            fail(&word, format!("missing `;` before `{word}`"))
        }
        Some(word) if !words::is_clause(&word.to_string()) => {
            clause::unknown_clause(&word, &words::LINE)
        }
        Some(_) => Ok(()),
    }
}

/// A name with a colon. After the colon of a clause, which has none, there is no method.
fn starts_named_line(input: ParseStream<'_>) -> bool {
    peek_name(input) && !setting::is_setting_with_colon(input)
}

/// A comma in place of the `;`.
fn comma_at_the_end(input: ParseStream<'_>) -> Result<()> {
    let ends =
        input.peek(Token![,]) && (input.peek2(Token![;]) || !input.peek2(syn::Ident::peek_any));
    if ends { fail(next(input), COMMA_AT_THE_END) } else { Ok(()) }
}
