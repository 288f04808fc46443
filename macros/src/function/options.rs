//! `#[function(name = "…", strict)]`

use crate::derive::attr::{self, Keys};
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::LitStr;
use syn::parse::Parser;

/// What the attribute says.
#[derive(Default)]
pub(super) struct Options {
    pub(super) name: Option<LitStr>,
    pub(super) mode: Mode,
}

/// Whether the model has to keep to the schema.
#[derive(Clone, Copy, Default)]
pub(super) enum Mode {
    #[default]
    Loose,
    Strict,
}

pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    let mut keys = Keys::new(&["name", "strict"]);
    let parser = syn::meta::parser(|meta| {
        keys.read(&meta, errors, |key, meta| {
            match key {
                "name" => options.name = Some(attr::string(meta)?),
                _ => options.mode = Mode::Strict,
            }
            Ok(())
        })
    });
    if let Err(error) = parser.parse2(tokens) {
        errors.push(error);
    }
    options
}
