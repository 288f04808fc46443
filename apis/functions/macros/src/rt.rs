//! The only file that spells the runtime's paths.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;

/// The module of everything that an expansion names: `#rt::Function`.
pub(crate) struct Rt(TokenStream);

impl Rt {
    /// That of the runtime at `krate`, or under its own name.
    pub(crate) fn new(krate: Option<&Path>) -> Self {
        let krate = krate.map_or_else(|| quote! { ::schematic_functions }, Path::to_token_stream);
        Self(quote! { #krate::__private })
    }

    /// The same, for code whose mistakes are reported at `span`.
    pub(crate) fn at(&self, span: Span) -> Self {
        let tokens = self.0.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(span));
            token
        });
        Self(tokens.collect())
    }

    /// The path of a crate that the module has, as the derives of that crate want to be told it.
    pub(crate) fn path_of(&self, krate: &str) -> String {
        format!("{}::{krate}", self.0).replace(' ', "")
    }
}

impl ToTokens for Rt {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
