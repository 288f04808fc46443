//! Reads `#[wire(..)]` and doc comments.

mod serde;

use crate::errors::Errors;
use crate::suggest::did_you_mean;
use proc_macro2::{Span, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, ExprPath, LitStr, Meta, Path, Token};

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

/// Reads the attributes of the type itself, which may also say where the runtime is.
pub(super) fn read_type(
    attrs: &[Attribute],
    keys: &[&str],
    errors: &mut Errors,
    mut read: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    let keys = [keys, &["crate"]].concat();
    self::read(attrs, &keys, errors, |key, meta| match key {
        "crate" => path_of_crate(meta).map(drop),
        key => read(key, meta),
    });
}

/// The path of the runtime, which is needed before anything else. Mistakes are left to `read_type`.
pub(super) fn runtime(attrs: &[Attribute]) -> Option<Path> {
    let mut runtime = None;
    read(attrs, &["crate"], &mut Errors::default(), |_, meta| {
        runtime = Some(path_of_crate(meta)?);
        Ok(())
    });
    runtime
}

/// `crate = "my_reexport"` as in serde's attributes, or `crate = $crate::my_reexport`, which a string cannot say.
fn path_of_crate(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    let value = meta.value()?;
    let span = value.span();
    let path = match value.parse::<Option<LitStr>>()? {
        Some(path) => path.parse_with(Path::parse_mod_style),
        None => value.call(Path::parse_mod_style),
    };
    let ends = value.is_empty() || value.peek(Token![,]);
    path.ok().filter(|_| ends).ok_or_else(|| {
        syn::Error::new(span, "expected the path of a crate, as in `crate = \"my_reexport\"`")
    })
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
