//! A group, and the mount of a group that another block declares.

use super::braces::{misplaced_item, parse_braces};
use super::chunk::{self, Chunk, parse_chunk};
use super::{attrs, clause, endpoint, prefix, setting, slips, words};
use crate::ast::{Group, ItemKind, Line, Mount};
use crate::errors::Errors;
use crate::lex::{expected, parse_word, peek_word};
use crate::slip::refuse;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Path as RustPath, Result, Token};

/// ```ebnf
/// group = "group" name [ prefix ] "{" { { attribute } ( clause ";" | endpoint ) } "}" ;
/// mount = "group" name "=" path_of_type ";" ;
/// ```
pub(super) fn parse_group(input: ParseStream<'_>, errors: &mut Errors) -> Result<ItemKind> {
    parse_word(input, "group")?;
    let name = parse_word(input, "the name of the group")?;
    if input.parse::<Option<Token![=]>>()?.is_some() {
        return parse_mount(name, input).map(ItemKind::Mount);
    }
    parse_body(name, input, errors).map(ItemKind::Group)
}

fn parse_body(name: Ident, input: ParseStream<'_>, errors: &mut Errors) -> Result<Group> {
    let prefix = prefix::parse_prefix(input, errors)?;
    let Some(body) = parse_braces(input)? else {
        refuse(input, slips::AFTER_GROUP)?;
        return expected(
            input,
            "`{`, or `= path::to::Group` for a group that another block declares",
        );
    };
    let mut group = Group { name, prefix, clauses: Vec::new(), lines: Vec::new() };
    for chunk in chunk::split(body.stream()) {
        parse_member(chunk, &mut group, errors);
    }
    Ok(group)
}

/// A name with braces can only be a group, so its endpoints are parsed.
pub(super) fn missing_group(input: ParseStream<'_>, errors: &mut Errors) -> Result<Group> {
    let name = parse_word(input, "the name of the group")?;
    errors.error(&name, format!("missing `group` before `{name}`; write `group {name} {{ .. }}`"));
    parse_body(name, input, errors)
}

fn parse_mount(name: Ident, input: ParseStream<'_>) -> Result<Mount> {
    if peek_word(input).is_none() && !input.peek(Token![::]) {
        return expected(input, "the path of a group, as in `group runs = crate::runs::Runs;`");
    }
    Ok(Mount { name, ty: input.call(RustPath::parse_mod_style)? })
}

/// A line of a group: a clause for all its endpoints, or an endpoint.
fn parse_member(chunk: Chunk, group: &mut Group, errors: &mut Errors) {
    let Group { clauses, lines, .. } = group;
    let line = parse_chunk(chunk, errors, |input, errors| {
        let position = errors.position();
        let attrs = attrs::parse_attrs(input)?;
        let vis = input.parse()?;
        if !endpoint::starts_endpoint(input) {
            refuse(input, slips::LINES)?;
        }
        endpoint::endpoint_visibility(&vis, errors);
        misplaced_item(input)?;
        if setting::starts_clause(input) {
            clause::attribute_on_setting(&attrs, errors);
            clause::parse_clauses(input, &words::GROUP, clauses, errors)?;
            return Ok(None);
        }
        Ok(Some((position, endpoint::parse_line(&attrs, input, errors))))
    });
    lines.extend(line.unwrap_or_else(|| Some((errors.position(), Line::nameless()))));
}
