//! Types without what a `macro_rules` macro puts around them.

use syn::Type;

/// The type itself: the fragment `$T:ty` of a `macro_rules` macro is in an invisible group, and a type may be in
/// parentheses.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}
