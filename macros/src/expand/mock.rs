//! What the typed stand-in service needs: one request type for each endpoint.

use super::method::Owner;
use crate::model::Method;
use proc_macro2::TokenStream;

pub(crate) fn expand_all(_methods: &[Method], _owner: &Owner<'_>) -> TokenStream {
    TokenStream::new()
}
