//! The `api!` language and the wire-type derives of `schematic-api`. Use them through that crate.

#![allow(clippy::large_enum_variant)] // syntax nodes are few and short-lived

mod ast;
mod bare;
mod case;
mod check;
mod derive;
mod errors;
mod expand;
mod foreign;
mod http_token;
mod lex;
mod model;
mod name;
mod parse;
mod parts;
mod question;
mod reply;
mod resolve;
mod retain;
mod rt;
mod slip;
mod suggest;
#[cfg(test)]
mod tests;
mod text;
mod wire_name;

use errors::Errors;
use expand::{Artefact, Artefacts};
use model::Model;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[expect(missing_docs, reason = "the manual is at its re-export, where its examples are tested")]
#[proc_macro]
pub fn api(input: TokenStream) -> TokenStream {
    compile(input.into()).into()
}

#[expect(missing_docs, reason = "the manual is at its re-export, where its examples are tested")]
#[proc_macro_derive(Object, attributes(wire, serde))]
pub fn object(input: TokenStream) -> TokenStream {
    derive::object(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "the manual is at its re-export, where its examples are tested")]
#[proc_macro_derive(Union, attributes(wire, serde))]
pub fn union(input: TokenStream) -> TokenStream {
    derive::union(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "the manual is at its re-export, where its examples are tested")]
#[proc_macro_derive(StringEnum, attributes(wire, serde))]
pub fn string_enum(input: TokenStream) -> TokenStream {
    derive::string_enum(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "the manual is at its re-export, where its examples are tested")]
#[proc_macro_derive(Event, attributes(wire, serde))]
pub fn event(input: TokenStream) -> TokenStream {
    derive::event(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "the manual is at its re-export, where its examples are tested")]
#[proc_macro_derive(Multipart, attributes(wire, serde))]
pub fn multipart(input: TokenStream) -> TokenStream {
    derive::multipart(&parse_macro_input!(input as DeriveInput)).into()
}

/// Expands a declaration: its items, and an error for each mistake in it.
fn compile(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let mut errors = Errors::default();
    let model = sound(input, &mut errors);
    let artefacts = Artefacts {
        mock: Artefact::of_feature(cfg!(feature = "mock")),
        openapi: Artefact::of_feature(cfg!(feature = "openapi")),
    };
    expand::expand(&model, artefacts, &errors.in_source_order())
}

/// The part of a declaration in which no mistake was found.
fn sound(input: proc_macro2::TokenStream, errors: &mut Errors) -> Model {
    let api = parse::parse(input, errors);
    let model = resolve::resolve(api, errors);
    check::check(&model, errors);
    retain::retain(model, errors)
}
