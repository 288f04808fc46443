//! The `api!` language and the wire-type derives of `schematic-api`. Use them through that crate.
#![allow(dead_code)] // until the parser lands

mod derive;
mod errors;
mod expand;
mod model;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Declares the endpoints of an HTTP API and expands them into a typed client.
#[proc_macro]
pub fn api(_input: TokenStream) -> TokenStream {
    let model = model::Model { ids: Vec::new(), client: None, groups: Vec::new() };
    expand::expand(&model).into()
}

/// Makes a struct with named fields a JSON object.
#[proc_macro_derive(Object, attributes(wire))]
pub fn object(input: TokenStream) -> TokenStream {
    derive::object(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum a JSON value that is one of several types, told apart by a tag or by their shape.
#[proc_macro_derive(Union, attributes(wire))]
pub fn union(input: TokenStream) -> TokenStream {
    derive::union(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum a JSON string, one of those that are known or any other.
#[proc_macro_derive(StringEnum, attributes(wire))]
pub fn string_enum(input: TokenStream) -> TokenStream {
    derive::string_enum(&parse_macro_input!(input as DeriveInput)).into()
}
