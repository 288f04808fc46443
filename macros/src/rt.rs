//! The only file that spells the runtime's paths.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

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
        // Token by token: merging a stream of six into another costs more than the six.
        for name in ["schematic_api", "__private"] {
            for spacing in [Spacing::Joint, Spacing::Alone] {
                let mut colon = Punct::new(':', spacing);
                colon.set_span(self.0);
                tokens.append(colon);
            }
            tokens.append(Ident::new(name, self.0));
        }
    }
}
