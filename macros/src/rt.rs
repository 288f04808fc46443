//! The path of the runtime. No other file spells it out.
//!
//! A declaration may say where the runtime is, if its crate knows it by another name. Every function of an expansion would
//! have to hand that path on to the next, to no purpose of its own; so it is set once, for the thread of one expansion.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use std::cell::RefCell;
use syn::Path;

/// The path of the runtime module whose items an expansion names: `#rt::Call`.
#[derive(Clone, Copy)]
pub(crate) struct Rt(Option<Span>);

/// The path, for code that cannot cause an error.
pub(crate) fn rt() -> Rt {
    Rt(None)
}

/// The path, for code whose errors are reported at `span`.
pub(crate) fn rt_at(span: Span) -> Rt {
    Rt(Some(span))
}

thread_local! {
    /// The declared path of the crate. `None` for `::schematic_api`.
    static CRATE: RefCell<Option<TokenStream>> = const { RefCell::new(None) };
}

/// Runs an expansion whose runtime is the crate at `path`.
pub(crate) fn within<T>(path: Option<&Path>, expand: impl FnOnce() -> T) -> T {
    /// Tokens are worthless after their expansion, even one that panicked.
    struct Forget;
    impl Drop for Forget {
        fn drop(&mut self) {
            CRATE.set(None);
        }
    }
    let _forget = Forget;
    CRATE.set(path.map(Path::to_token_stream));
    expand()
}

impl ToTokens for Rt {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        CRATE.with_borrow(|path| match path {
            Some(path) => self.declared(path, tokens),
            None => self.segment("schematic_api", tokens),
        });
        self.segment("__private", tokens);
    }
}

impl Rt {
    /// The declared path. Its words mean what they mean where they are written.
    fn declared(self, path: &TokenStream, tokens: &mut TokenStream) {
        tokens.extend(path.clone().into_iter().map(|mut token| {
            token.set_span(self.0.map_or(token.span(), |span| token.span().located_at(span)));
            token
        }));
    }

    /// Token by token: this is cheaper than merging two token streams.
    fn segment(self, name: &str, tokens: &mut TokenStream) {
        let span = self.0.unwrap_or_else(Span::call_site);
        for spacing in [Spacing::Joint, Spacing::Alone] {
            let mut colon = Punct::new(':', spacing);
            colon.set_span(span);
            tokens.append(colon);
        }
        tokens.append(Ident::new(name, span));
    }
}
