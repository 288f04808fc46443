//! Reads `#[wire(..)]` and doc comments.

mod serde;

use crate::errors::Errors;
use crate::suggest::did_you_mean;
use proc_macro2::{Span, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, ExprPath, LitStr, Meta, Token};

/// The key that an item may have several times.
const REPEATABLE: &str = "alias";

/// Reads the `#[wire(..)]` attributes of one item, calling `read` at most once for each of the known `keys` but `alias`.
pub(super) fn read(
    attrs: &[Attribute],
    keys: &[&str],
    errors: &mut Errors,
    mut read: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    let mut seen = Vec::new();
    serde::serde_attribute(attrs, errors);
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("wire")) {
        let parsed = attr.parse_nested_meta(|meta| {
            let known =
                known_key(&meta, keys).and_then(|key| duplicate_attribute(&meta, key, &mut seen));
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

/// The variant for what is unknown has no attributes.
pub(super) fn read_none(attrs: &[Attribute], errors: &mut Errors) {
    read(attrs, &[], errors, |_, _| Ok(()));
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
    if let Some(remedy) = serde::remedy(&name) {
        return meta.error(format!("unknown attribute `{name}`; {remedy}"));
    }
    if keys.is_empty() {
        return meta.error(format!("`{name}` has no meaning here; remove it"));
    }
    meta.error(format!("unknown attribute `{name}`{}", did_you_mean(&name, keys)))
}

/// An attribute appears at most once on an item.
fn duplicate_attribute<'a>(
    meta: &ParseNestedMeta<'_>,
    key: &'a str,
    seen: &mut Vec<&'a str>,
) -> syn::Result<&'a str> {
    if key != REPEATABLE && seen.contains(&key) {
        return Err(meta.error(format!("duplicate attribute `{key}`; remove one of them")));
    }
    seen.push(key);
    Ok(key)
}

/// Skips the rest of an attribute that was not understood, to go on with the next.
fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// `rename = "wire_name"`
pub(super) fn string(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// `with = "module::functions"`, whose errors are reported on the string
pub(super) fn path(meta: &ParseNestedMeta<'_>) -> syn::Result<ExprPath> {
    string(meta)?.parse()
}

/// The doc comments of an item.
pub(super) fn docs(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_)))
}

/// The span of an attribute.
pub(super) fn span(meta: &ParseNestedMeta<'_>) -> Span {
    meta.path.span()
}
