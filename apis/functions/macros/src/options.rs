//! `#[function(name = "…", strict, crate = …)]`

use crate::errors::Errors;
use crate::suggest::did_you_mean;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;
use syn::{LitStr, Path, Token};

/// The arguments of the attribute.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) name: Option<LitStr>,
    pub(crate) mode: Mode,
    /// The path of the runtime; `None` for `::schematic_functions`.
    pub(crate) krate: Option<Path>,
}

/// Whether the model must follow the schema exactly.
#[derive(Clone, Copy, Default)]
pub(crate) enum Mode {
    #[default]
    Loose,
    Strict,
}

const KNOWN: [&str; 3] = ["name", "strict", "crate"];

pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Options {
    let (mut options, mut seen) = (Options::default(), Vec::new());
    let parser = syn::meta::parser(|meta| {
        let known = known(&meta).and_then(|key| duplicate_attribute(&meta, key, &mut seen));
        if let Err(error) = known.and_then(|key| options.read(key, &meta)) {
            errors.push(error);
            skip_value(&meta)?;
        }
        Ok(())
    });
    if let Err(error) = parser.parse2(tokens) {
        errors.push(error);
    }
    options
}

impl Options {
    fn read(&mut self, key: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        match key {
            "name" => self.name = Some(meta.value()?.parse()?),
            "strict" => self.mode = Mode::Strict,
            _ => self.krate = Some(path_of_crate(meta)?),
        }
        Ok(())
    }
}

/// Parses a path, in quotes as in serde's attributes or without.
fn path_of_crate(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    let value = meta.value()?;
    let span = value.span();
    let path = match value.parse::<Option<LitStr>>()? {
        Some(path) => path.parse_with(Path::parse_mod_style),
        None => value.call(Path::parse_mod_style),
    };
    let ends = value.is_empty() || value.peek(Token![,]);
    path.ok().filter(|_| ends).ok_or_else(|| {
        syn::Error::new(span, "expected the path of a crate, as in `crate = my_reexport`")
    })
}

fn known(meta: &ParseNestedMeta<'_>) -> syn::Result<&'static str> {
    let known = KNOWN.into_iter().find(|key| meta.path.is_ident(key));
    known.ok_or_else(|| unknown_attribute(meta))
}

fn unknown_attribute(meta: &ParseNestedMeta<'_>) -> syn::Error {
    let name = meta.path.to_token_stream().to_string().replace(' ', "");
    meta.error(format!("unknown attribute `{name}`; {}", did_you_mean(&name, &KNOWN)))
}

fn duplicate_attribute(
    meta: &ParseNestedMeta<'_>,
    key: &'static str,
    seen: &mut Vec<&'static str>,
) -> syn::Result<&'static str> {
    if seen.contains(&key) {
        return Err(meta.error(format!("duplicate attribute `{key}`; keep one of them")));
    }
    seen.push(key);
    Ok(key)
}

/// Skips the rest of an attribute with a mistake, so that the next one is still parsed.
fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<TokenTree>()?;
    }
    Ok(())
}
