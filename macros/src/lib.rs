//! The `api!` language and the wire-type derives of `schematic-api`. Use them through that crate.

use proc_macro::TokenStream;

/// Declares the endpoints of an HTTP API and expands them into a typed client.
#[proc_macro]
pub fn api(input: TokenStream) -> TokenStream {
    input
}
