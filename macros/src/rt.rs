//! The path of the runtime. No other file spells it out.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

/// The path of the runtime module whose items an expansion names: `#rt::Call`.
#[derive(Clone, Copy)]
pub(crate) struct Rt(Span);

/// The path, for code that cannot cause an error.
pub(crate) fn rt() -> Rt {
    Rt(Span::call_site())
}

/// The path, for code whose errors are reported at `span`.
pub(crate) fn rt_at(span: Span) -> Rt {
    Rt(span)
}

impl ToTokens for Rt {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // Token by token: this is cheaper than merging two token streams.
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
