//! The `api!` language and the wire-type derives of `schematic-api`. Use them through that crate.
#![allow(dead_code)] // until the parser lands

mod errors;
mod expand;
mod model;

use proc_macro::TokenStream;

/// Declares the endpoints of an HTTP API and expands them into a typed client.
#[proc_macro]
pub fn api(_input: TokenStream) -> TokenStream {
    let model = model::Model { ids: Vec::new(), client: None, groups: Vec::new() };
    expand::expand(&model).into()
}
