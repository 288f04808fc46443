//! The items of an `api!` block: the client, ids, groups, and endpoints outside a group.

use super::chunk::{Chunk, parse_chunk};
use super::{
    attrs, clause, client, endpoint, group, method, prefix, runtime, setting, slips, words,
};
use crate::ast::{Id, Item, ItemKind, Line};
use crate::errors::Errors;
use crate::foreign::{owned, type_without_name};
use crate::lex::{
    expected, fail, parse_any_type, parse_type_name, parse_word, peek_second_word, peek_word,
    unknown_word,
};
use crate::slip::refuse;
use crate::text::text;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Attribute, Result, Token, Type, Visibility};

/// ```ebnf
/// item = { attribute } ( [ visibility ] ( client | ids | group | mount ) | endpoint ) ;
/// ```
pub(super) fn parse_item(chunk: Chunk, errors: &mut Errors) -> Item {
    let item = parse_chunk(chunk, errors, |input, errors| {
        let position = errors.position();
        let attrs = attrs::parse_attrs(input)?;
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
    if method::is_quoted_method(input) {
        return endpoint_item(attrs, vis, input, errors);
    }
    let Some(word) = peek_word(input) else {
        refuse(input, slips::LINES)?;
        comma_between_items(input)?;
        return expected(input, "`client`, `id`, `group` or an endpoint");
    };
    match word.to_string().as_str() {
        other if setting::is_setting_with_colon(input) => misplaced_clause(&word, other),
        _ if endpoint::starts_endpoint(input) => endpoint_item(attrs, vis, input, errors),
        "client" => client::parse_client(input, errors).map(ItemKind::Client),
        "id" => parse_ids(input).map(ItemKind::Ids),
        "group" => group::parse_group(input, errors),
        "crate" => runtime::parse_runtime(attrs, vis, input, errors).map(ItemKind::Runtime),
        _ if input.peek2(syn::token::Brace) || prefix::follows_name(input) => {
            group::missing_group(input, errors).map(ItemKind::Group)
        }
        other if setting::starts_clause(input) => misplaced_clause(&word, other),
        _ if peek_second_word(input).is_some() || !matches!(vis, Visibility::Inherited) => {
            refuse(input, slips::LINES)?;
            unknown_word(&word, "item", &words::ITEMS)
        }
        _ => endpoint_item(attrs, vis, input, errors),
    }
}

/// A clause between the items, or a typo of one.
fn misplaced_clause<T>(word: &Ident, text: &str) -> Result<T> {
    if !words::is_clause(text) {
        if slips::WORDS.iter().any(|(words, _)| words.contains(&text)) {
            return clause::unknown_clause(word, &words::CLIENT);
        }
        let known = [words::ITEMS.as_slice(), words::CLIENT.as_slice()].concat();
        return unknown_word(word, "word", &known);
    }
    let message = format!(
        "`{text}` is outside of any braces; move it into the braces of the client or of a group"
    );
    fail(word, message)
}

fn comma_between_items(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![,]) {
        return fail(input.parse::<Token![,]>()?, "nothing stands between items; remove the `,`");
    }
    Ok(())
}

fn endpoint_item(
    attrs: &[Attribute],
    vis: &Visibility,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> Result<ItemKind> {
    endpoint::endpoint_visibility(vis, errors);
    Ok(ItemKind::Line(endpoint::parse_line(attrs, input, errors)))
}

/// ```ebnf
/// ids = "id" type_name [ ":" type ] { "," type_name [ ":" type ] } ";" ;
/// ```
fn parse_ids(input: ParseStream<'_>) -> Result<Vec<Id>> {
    parse_word(input, "id")?;
    let mut ids = vec![parse_id(input)?];
    while input.parse::<Option<Token![,]>>()?.is_some() && !input.peek(Token![;]) {
        ids.push(parse_id(input)?);
    }
    refuse(input, slips::AFTER_ID)?;
    Ok(ids)
}

fn parse_id(input: ParseStream<'_>) -> Result<Id> {
    let name = parse_type_name(input, "an id")?;
    if input.parse::<Option<Token![:]>>()?.is_none() {
        return Ok(Id { name, ty: None });
    }
    let ty = parse_any_type(input, "the type of the id, as in `id UserId: u64`")?;
    type_without_name(&ty)?;
    borrowed_id(&ty)?;
    let is_text = text(&ty) == "String";
    Ok(Id { name, ty: (!is_text).then_some(ty) })
}

/// An id is kept beside what it names.
fn borrowed_id(ty: &Type) -> Result<()> {
    match ty {
        Type::Reference(_) => {
            let (written, owned) = (text(ty), owned(ty));
            fail(ty, format!("an id owns its value; write `{owned}` instead of `{written}`"))
        }
        _ => Ok(()),
    }
}
