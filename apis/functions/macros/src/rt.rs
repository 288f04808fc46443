//! The only file that spells the runtime's paths.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;

/// The module with everything that an expansion names: `#rt::Function`.
pub(crate) struct Rt(TokenStream);

impl Rt {
    /// The module of the runtime at `krate`, or at `::schematic_functions`.
    pub(crate) fn new(krate: Option<&Path>) -> Self {
        let krate = krate.map_or_else(|| quote! { ::schematic_functions }, Path::to_token_stream);
        Self(quote! { #krate::__private })
    }

    /// The same module, for code whose mistakes are reported at `span`.
    pub(crate) fn at(&self, span: Span) -> Self {
        let tokens = self.0.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(span));
            token
        });
        Self(tokens.collect())
    }
}

impl ToTokens for Rt {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
