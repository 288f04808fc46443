//! The only file that spells the runtime's paths.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// The module of everything that an expansion names: `#rt::Function`.
#[derive(Clone, Copy)]
pub(crate) struct Rt(Span);

/// The runtime, for code that cannot be wrong.
pub(crate) fn rt() -> Rt {
    Rt(Span::call_site())
}

/// The runtime, for code whose mistakes are reported at `span`.
pub(crate) fn rt_at(span: Span) -> Rt {
    Rt(span)
}

/// The path of a crate that the runtime has in its private module, as the derives of that crate want to be told it.
pub(crate) fn path_of(krate: &str) -> String {
    format!("::schematic_functions::__private::{krate}")
}

impl ToTokens for Rt {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote_spanned! {self.0=> ::schematic_functions::__private });
    }
}
