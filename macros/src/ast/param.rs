//! Parameters, the same in a path and in a query.

use proc_macro2::{Ident, Span, TokenStream};
use syn::Type;

/// `<include[] as include: Vec<Include>?>`, in a path or a query.
pub(crate) struct Param {
    pub(crate) wire: WireName,
    pub(crate) alias: Option<Ident>,
    pub(crate) ty: Option<Type>,
    pub(crate) need: Need,
    pub(crate) extent: Extent,
}

/// A name as the service spells it, which need not be a Rust identifier.
pub(crate) struct WireName {
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
}

/// Whether a caller must give a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    /// `?` after the type.
    Optional,
}

/// How much of the path a parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// `<name>`: within one segment.
    Segment,
    /// `<name..>`: the rest of the path, slashes included.
    Rest,
}

impl WireName {
    /// The place of the first token.
    pub(crate) fn span(&self) -> Span {
        self.tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span())
    }
}
