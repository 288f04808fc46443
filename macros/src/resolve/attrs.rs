//! Attributes of items and endpoints.

use crate::errors::Errors;
use crate::model::{Attrs, Verb};
use proc_macro2::TokenStream;
use syn::{Attribute, LitStr, parse_quote};

/// The attributes that an item or endpoint can have, besides doc comments.
const KNOWN: &str = "`#[cfg]`, `#[deprecated]`, `#[allow]`, `#[expect]`, `#[warn]` and `#[deny]`";

pub(super) fn resolve_attrs(attrs: &[Attribute], errors: &mut Errors) -> Attrs {
    let mut sorted = Attrs::default();
    for attr in attrs {
        let path = attr.path().get_ident().map(ToString::to_string).unwrap_or_default();
        match path.as_str() {
            "doc" => sorted.docs.push(attr.clone()),
            "cfg" => sorted.cfg.push(attr.clone()),
            "deprecated" => deprecate(&mut sorted, attr.clone(), errors),
            "allow" | "expect" | "warn" | "deny" | "forbid" | "must_use" | "cfg_attr" => {
                sorted.lints.push(attr.clone());
            }
            _ => unknown_attribute(attr, errors),
        }
    }
    sorted
}

fn unknown_attribute(attr: &Attribute, errors: &mut Errors) {
    if let Some(verb) = route_of(attr) {
        return route_in_attribute(attr, &verb, errors);
    }
    errors.error(
        attr,
        format!("this attribute is not allowed in `api!`; only doc comments, {KNOWN} are allowed"),
    );
}

/// The routes of other libraries: `#[get("/users")]`.
fn route_of(attr: &Attribute) -> Option<Verb> {
    let path = attr.path().segments.last()?.ident.to_string();
    Verb::STANDARD.into_iter().find(|verb| path.eq_ignore_ascii_case(verb.as_str()))
}

fn route_in_attribute(attr: &Attribute, verb: &Verb, errors: &mut Errors) {
    let verb = verb.as_str();
    errors.error(
        attr,
        format!("a route is written in its line, as in `name: {verb} /path -> Type;`; remove this attribute"),
    );
}

/// `deprecated "use `create`"` means `#[deprecated(note = "..")]`.
pub(super) fn deprecated_clause(note: Option<&LitStr>) -> Attribute {
    match note {
        Some(note) => parse_quote!(#[deprecated(note = #note)]),
        None => parse_quote!(#[deprecated]),
    }
}

/// `cfg(feature = "beta")` means `#[cfg(feature = "beta")]`.
pub(super) fn cfg_clause(condition: &TokenStream) -> Attribute {
    parse_quote!(#[cfg(#condition)])
}

pub(super) fn deprecate(attrs: &mut Attrs, attr: Attribute, errors: &mut Errors) {
    if attrs.deprecated.is_some() {
        return errors.error(attr, "`deprecated` is given twice; remove one of the two");
    }
    attrs.deprecated = Some(attr);
}
