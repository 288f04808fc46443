//! serde's rules for names: `rename_all`, `rename` and `alias`.

use super::attr;
use crate::errors::Errors;
use crate::suggest::did_you_mean;
use proc_macro2::{Ident, Span};
use std::collections::BTreeMap;
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Error, LitStr, Result};

/// The case of `rename_all`. The names and their meaning are serde's.
///
/// Services write snake case, if nothing is said.
#[derive(Clone, Copy, Default)]
pub(super) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    #[default]
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const CASES: [(&str, Case); 8] = [
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

impl Case {
    /// `rename_all = "camelCase"`
    pub(super) fn parse(meta: &ParseNestedMeta<'_>) -> Result<Self> {
        let text = attr::string(meta)?;
        let name = text.value();
        match CASES.iter().find(|(case, _)| *case == name) {
            Some((_, case)) => Ok(*case),
            None => Err(unknown_case(&text)),
        }
    }

    /// The name of a field, which is in snake case in Rust.
    pub(super) fn field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => name.split('_').map(capitalized).collect(),
            Self::Camel => decapitalized(&Self::Pascal.field(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.field(name).replace('_', "-"),
        }
    }

    /// The name of a variant, which is in Pascal case in Rust.
    pub(super) fn variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => decapitalized(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.variant(name).replace('_', "-"),
        }
    }
}

/// The case has one of serde's names.
fn unknown_case(text: &LitStr) -> Error {
    let cases = CASES.map(|(case, _)| case);
    let name = text.value();
    Error::new(text.span(), format!("unknown case `{name}`{}", did_you_mean(&name, &cases)))
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn decapitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

/// A word begins at each capital letter, as in serde.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, char) in name.char_indices() {
        if index > 0 && char.is_uppercase() {
            snake.push('_');
        }
        snake.push(char.to_ascii_lowercase());
    }
    snake
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
