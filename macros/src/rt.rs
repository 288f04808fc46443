//! The only file that spells the runtime's paths.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// The module of everything that an expansion names: `#rt::Call`.
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

impl ToTokens for Rt {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote_spanned! { self.0=> ::schematic_api::__private });
    }
}
