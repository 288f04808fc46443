//! What an editor can work with in a line that has a mistake.

use proc_macro2::Ident;
use syn::Type;

/// The parameters and types of a line whose signature is unknown, as far as they can be read. They are for rust-analyzer only:
/// without them, it would know nothing of the tokens next to the one that is being typed.
#[derive(Clone, Default)]
pub(crate) struct Remains {
    /// Parameters without a type are strings.
    pub(crate) params: Vec<(Ident, Option<Type>)>,
    /// The types of the inputs and of the reply.
    pub(crate) types: Vec<Type>,
}
