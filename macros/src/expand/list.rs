//! Lists in calls that set what a declaration says.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// `.setter(&[a, b])`, or nothing for an empty list.
pub(crate) fn list(items: impl Iterator<Item = TokenStream>, setter: &str) -> Option<TokenStream> {
    let items = items.collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        let setter = Ident::new(setter, Span::call_site());
        quote! { .#setter(&[#(#items),*]) }
    })
}
