//! `#[wire(..)]`.

use crate::errors::Errors;
use proc_macro2::{Span, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Meta, Token};

/// Reads the `#[wire(..)]` attributes of one item with `read`, which gets each of the known `keys` at most once.
pub(super) fn read(
    attrs: &[Attribute],
    keys: &[&str],
    errors: &mut Errors,
    mut read: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    let mut seen = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("wire")) {
        let parsed = attr.parse_nested_meta(|meta| {
            let known = known_key(&meta, keys)
                .and_then(|key| check_duplicate_attribute(&meta, key, &mut seen));
            if let Err(error) = known.and_then(|key| read(key, &meta)) {
                errors.push(error);
                skip_value(&meta)?;
            }
            Ok(())
        });
        if let Err(error) = parsed {
            errors.push(error);
        }
    }
}

fn known_key<'a>(meta: &ParseNestedMeta<'_>, keys: &[&'a str]) -> syn::Result<&'a str> {
    match keys.iter().find(|key| meta.path.is_ident(key)) {
        Some(key) => Ok(key),
        None => Err(unknown_attribute(meta, keys)),
    }
}

fn unknown_attribute(meta: &ParseNestedMeta<'_>, keys: &[&str]) -> syn::Error {
    let name = meta
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect::<Vec<_>>()
        .join("::");
    match nearest(&name, keys.iter().copied()) {
        Some(key) => meta.error(format!("unknown attribute `{name}`; did you mean `{key}`?")),
        None => meta.error(format!("unknown attribute `{name}`; {} stand here", list(keys))),
    }
}

/// An attribute stands at most once on an item.
fn check_duplicate_attribute<'a>(
    meta: &ParseNestedMeta<'_>,
    key: &'a str,
    seen: &mut Vec<&'a str>,
) -> syn::Result<&'a str> {
    if seen.contains(&key) {
        return Err(meta.error(format!("duplicate attribute `{key}`; keep one of them")));
    }
    seen.push(key);
    Ok(key)
}

/// Passes over the rest of an attribute that was not understood, so that the next one is.
fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// `name = "wire_name"`
pub(super) fn string(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// `` `a`, `b` and `c` ``
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nothing".to_owned(),
    }
}

/// The name that a misspelt one was meant to be: at most a third of its letters differ.
pub(super) fn nearest<'a>(misspelt: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = names.map(|name| (distance(misspelt, name), name)).min()?;
    (near.0 <= misspelt.len().max(3) / 3).then_some(near.1)
}

/// The edits (insert, delete, replace) from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

/// The documentation in front of an item.
pub(super) fn docs(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_)))
}

/// Where an attribute stands.
pub(super) fn span(meta: &ParseNestedMeta<'_>) -> Span {
    meta.path.span()
}
