//! The items of an `api!` block: the client, ids, groups, and endpoints outside a group.

use super::chunk::{self, Chunk};
use super::{clause, client, endpoint, parse_chunk, words};
use crate::ast::{Group, Item, ItemKind, Line, Mount};
use crate::errors::Errors;
use crate::lex::{
    expected, fail, is_word, next, parse_word, peek_second_word, peek_word, unknown_word,
};
use crate::name;
use proc_macro2::{Delimiter, Group as TokenGroup, Ident, TokenTree};
use syn::parse::ParseStream;
use syn::{Attribute, Path as RustPath, Result, Token, Visibility};

/// ```ebnf
/// item = { attribute } ( [ visibility ] ( client | ids | group | mount ) | endpoint ) ;
/// ```
pub(super) fn parse_item(chunk: Chunk, errors: &mut Errors) -> Item {
    let item = parse_chunk(chunk, errors, |input, errors| {
        let position = errors.position();
        let attrs = Attribute::parse_outer(input)?;
        let vis = input.parse::<Visibility>()?;
        let kind = parse_kind(&attrs, &vis, input, errors)?;
        Ok(Item { position, attrs, vis, kind })
    });
    item.unwrap_or_else(|| Item {
        position: errors.position(),
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        kind: ItemKind::Line(Line::nameless()),
    })
}

fn parse_kind(
    attrs: &[Attribute],
    vis: &Visibility,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> Result<ItemKind> {
    let Some(word) = peek_word(input) else {
        return expected(input, "`client`, `id`, `group` or an endpoint");
    };
    match word.to_string().as_str() {
        _ if endpoint::starts_endpoint(input) => endpoint_item(attrs, vis, input, errors),
        "client" => client::parse_client(input, errors).map(ItemKind::Client),
        "id" => parse_ids(input).map(ItemKind::Ids),
        "group" => parse_group(input, errors),
        _ if input.peek2(syn::token::Brace) => missing_group(input, errors),
        other if clause::starts_clause(input) => misplaced_clause(&word, other),
        _ if peek_second_word(input).is_some() || is_pub(vis) => {
            unknown_word(&word, "item", &words::ITEMS)
        }
        _ => endpoint_item(attrs, vis, input, errors),
    }
}

fn is_pub(vis: &Visibility) -> bool {
    !matches!(vis, Visibility::Inherited)
}

/// A clause that stands between the items, or a slip in one.
fn misplaced_clause<T>(word: &Ident, text: &str) -> Result<T> {
    if !words::is_clause(text) {
        let known = [words::ITEMS.as_slice(), words::CLIENT.as_slice()].concat();
        return unknown_word(word, "word", &known);
    }
    let message = format!(
        "`{text}` stands outside of any braces; move it into those of the client or of a group"
    );
    fail(word, message)
}

fn endpoint_item(
    attrs: &[Attribute],
    vis: &Visibility,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> Result<ItemKind> {
    endpoint_visibility(vis, errors);
    Ok(ItemKind::Line(endpoint::parse_line(attrs, input, errors)))
}

/// An endpoint is as visible as the client or group that it is a method of.
fn endpoint_visibility(vis: &Visibility, errors: &mut Errors) {
    if is_pub(vis) {
        errors.error(
            vis,
            "an endpoint is as visible as its client or group; leave out the visibility here",
        );
    }
}

/// ```ebnf
/// ids = "id" type_name { "," type_name } ";" ;
/// ```
fn parse_ids(input: ParseStream<'_>) -> Result<Vec<Ident>> {
    parse_word(input, "id")?;
    let mut ids = vec![parse_type_name(input, "an id")?];
    while input.parse::<Option<Token![,]>>()?.is_some() && !input.peek(Token![;]) {
        ids.push(parse_type_name(input, "an id")?);
    }
    Ok(ids)
}

/// The name of a type that this block declares.
pub(super) fn parse_type_name(input: ParseStream<'_>, what: &str) -> Result<Ident> {
    if is_word(input, "at") {
        return expected(input, format!("the name of {what}"));
    }
    let name = parse_word(input, &format!("the name of {what}"))?;
    lower_case_type_name(&name)?;
    Ok(name)
}

/// Types start in upper case.
fn lower_case_type_name(name: &Ident) -> Result<()> {
    let text = name.to_string();
    if !text.starts_with(|first: char| first.is_lowercase()) {
        return Ok(());
    }
    let camel = name::camel(&text);
    fail(name, format!("`{text}` names a type, which starts in upper case; write `{camel}`"))
}

/// ```ebnf
/// group = "group" name "{" { { attribute } ( clause ";" | endpoint ) } "}" ;
/// mount = "group" name "=" path_of_type ";" ;
/// ```
fn parse_group(input: ParseStream<'_>, errors: &mut Errors) -> Result<ItemKind> {
    parse_word(input, "group")?;
    let name = parse_word(input, "the name of the group")?;
    if input.parse::<Option<Token![=]>>()?.is_some() {
        return parse_mount(name, input).map(ItemKind::Mount);
    }
    parse_body(name, input, errors).map(ItemKind::Group)
}

fn parse_body(name: Ident, input: ParseStream<'_>, errors: &mut Errors) -> Result<Group> {
    let Some(body) = parse_braces(input)? else {
        return expected(
            input,
            "`{`, or `= path::to::Group` for a group that another block declares",
        );
    };
    let mut group = Group { name, clauses: Vec::new(), lines: Vec::new() };
    for chunk in chunk::split(body.stream()) {
        parse_member(chunk, &mut group, errors);
    }
    Ok(group)
}

/// A name with braces can only be a group; its endpoints are read as such.
fn missing_group(input: ParseStream<'_>, errors: &mut Errors) -> Result<ItemKind> {
    let name = parse_word(input, "the name of the group")?;
    errors
        .error(&name, format!("`group` is missing before `{name}`; write `group {name} {{ .. }}`"));
    parse_body(name, input, errors).map(ItemKind::Group)
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
        let attrs = Attribute::parse_outer(input)?;
        endpoint_visibility(&input.parse()?, errors);
        misplaced_item(input)?;
        if clause::starts_clause(input) {
            clause::attribute_on_setting(&attrs, errors);
            clause::parse_clauses(input, &words::GROUP, clauses, errors)?;
            return Ok(None);
        }
        Ok(Some((position, endpoint::parse_line(&attrs, input, errors))))
    });
    lines.extend(line.unwrap_or_else(|| Some((errors.position(), Line::nameless()))));
}

/// Groups do not nest, and the rest of a block does not go into one.
pub(super) fn misplaced_item(input: ParseStream<'_>) -> Result<()> {
    let item = words::ITEMS.into_iter().find(|item| is_word(input, item));
    match (item, peek_second_word(input)) {
        (Some(item), Some(_)) => {
            let message =
                format!("`{item}` inside braces; close them first, items stand side by side");
            fail(next(input), message)
        }
        _ => Ok(()),
    }
}

/// Takes `{ .. }` if it is next.
pub(super) fn parse_braces(input: ParseStream<'_>) -> Result<Option<TokenGroup>> {
    match next(input) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            input.parse().map(Some)
        }
        _ => Ok(None),
    }
}
