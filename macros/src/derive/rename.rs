//! serde's rules for names: `rename_all`, `rename` and `alias`.

use super::attr;
use crate::case::{CASES, Case};
use crate::errors::Errors;
use crate::suggest::did_you_mean;
use proc_macro2::{Ident, Span};
use std::collections::BTreeMap;
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Error, LitStr, Result};

/// Reads `rename_all = "camelCase"`.
pub(super) fn parse_case(meta: &ParseNestedMeta<'_>) -> Result<Case> {
    let text = attr::string(meta)?;
    let name = text.value();
    match CASES.iter().find(|(case, _)| *case == name) {
        Some((_, case)) => Ok(*case),
        None => Err(unknown_case(&text)),
    }
}

/// The case has one of serde's names.
fn unknown_case(text: &LitStr) -> Error {
    let cases = CASES.map(|(case, _)| case);
    let name = text.value();
    Error::new(text.span(), format!("unknown case `{name}`{}", did_you_mean(&name, &cases)))
}

/// A name on the wire, and its span in the source.
#[derive(Clone)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
}

/// `rename` and `alias` of a field or a variant.
#[derive(Default)]
pub(super) struct Renamed {
    pub(super) rename: Option<LitStr>,
    pub(super) aliases: Vec<LitStr>,
}

impl Renamed {
    /// Reads the attribute if it is one of these.
    pub(super) fn read(&mut self, key: &str, meta: &ParseNestedMeta<'_>) -> Result<()> {
        match key {
            "rename" => self.rename = Some(attr::string(meta)?),
            "alias" => self.aliases.push(attr::string(meta)?),
            _ => {}
        }
        Ok(())
    }

    /// The name that is written, and all that are read.
    pub(super) fn names(&self, ident: &Ident, default: impl FnOnce(&str) -> String) -> Names {
        let name = match &self.rename {
            Some(name) => Name { text: name.value(), span: name.span() },
            None => Name { text: default(&ident.unraw().to_string()), span: ident.span() },
        };
        let alias = |alias: &LitStr| Name { text: alias.value(), span: alias.span() };
        Names { name, aliases: self.aliases.iter().map(alias).collect() }
    }
}

/// The names of a field or a variant on the wire.
pub(super) struct Names {
    pub(super) name: Name,
    pub(super) aliases: Vec<Name>,
}

impl Names {
    /// All names that are read.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        self.all().map(|name| &name.text)
    }

    fn all(&self) -> impl Iterator<Item = &Name> {
        [&self.name].into_iter().chain(&self.aliases)
    }
}

/// Each name belongs to one field or variant. `what` are these, in the plural.
pub(super) fn clashing_names<'a>(
    all: impl Iterator<Item = &'a Names>,
    what: &str,
    errors: &mut Errors,
) {
    let mut seen = BTreeMap::new();
    for (owner, names) in all.enumerate() {
        for Name { text, span } in names.all() {
            if *seen.entry(text).or_insert(owner) != owner {
                let message = format!("two {what} have the wire name `{text}`; rename one of them");
                errors.push(Error::new(*span, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CASES;

    /// The expected names are those of serde's own tests.
    #[test]
    fn cases_are_those_of_serde() {
        let rename = |field: &str, variant: &str| {
            let names = CASES.map(|(_, case)| (case.field(field), case.variant(variant)));
            names.map(|(field, variant)| format!("{field} {variant}")).join("\n")
        };
        assert_eq!(
            rename("very_tasty", "VeryTasty"),
            "very_tasty verytasty\nVERY_TASTY VERYTASTY\nVeryTasty VeryTasty\nveryTasty veryTasty\n\
             very_tasty very_tasty\nVERY_TASTY VERY_TASTY\nvery-tasty very-tasty\nVERY-TASTY VERY-TASTY"
        );
        assert_eq!(
            rename("z42", "Z42"),
            "z42 z42\nZ42 Z42\nZ42 Z42\nz42 z42\nz42 z42\nZ42 Z42\nz42 z42\nZ42 Z42"
        );
    }
}
