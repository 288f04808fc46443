//! Types without what a `macro_rules` macro puts around them, and their names.

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

/// Whether the type has this name, whatever path is before it and arguments behind it.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    let Type::Path(path) = bare(ty) else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == name)
}
