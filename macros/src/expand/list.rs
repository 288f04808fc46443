//! Lists in calls that set what a declaration says.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// `.setter(&[a, b])`, or nothing for an empty list.
pub(crate) fn list(
    items: impl ExactSizeIterator<Item = TokenStream>,
    setter: &str,
) -> Option<TokenStream> {
    (items.len() > 0).then(|| {
        let setter = Ident::new(setter, Span::call_site());
        quote! { .#setter(&[#(#items),*]) }
    })
}
