//! Types where lifetimes cannot be anonymous: in fields, in the heads of `impl`s, within `impl Trait`.

use syn::{GenericArgument, Lifetime, PathArguments, Type, TypePath, parse_quote};

/// The type with a name for each anonymous lifetime: `NewRoom<'static>` for `NewRoom<'_>`. `None` if there is none.
///
/// Those of function types and trait objects are their own, and stay.
pub(super) fn named(ty: &Type, name: &Lifetime) -> Option<Type> {
    let mut ty = ty.clone();
    let mut naming = Naming { name, found: false };
    naming.in_type(&mut ty);
    naming.found.then_some(ty)
}

/// The type of a value that borrows from nothing.
pub(super) fn lasting(ty: &Type) -> Type {
    named(ty, &parse_quote!('static)).unwrap_or_else(|| ty.clone())
}

struct Naming<'a> {
    name: &'a Lifetime,
    found: bool,
}

impl Naming<'_> {
    fn in_type(&mut self, ty: &mut Type) {
        match ty {
            Type::Reference(reference) => {
                self.lifetime(reference.lifetime.get_or_insert_with(|| parse_quote!('_)));
                self.in_type(&mut reference.elem);
            }
            Type::Path(TypePath { qself, path, .. }) => {
                qself.iter_mut().for_each(|qself| self.in_type(&mut qself.ty));
                path.segments
                    .iter_mut()
                    .for_each(|segment| self.in_arguments(&mut segment.arguments));
            }
            Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(|ty| self.in_type(ty)),
            Type::Array(array) => self.in_type(&mut array.elem),
            Type::Slice(slice) => self.in_type(&mut slice.elem),
            Type::Paren(paren) => self.in_type(&mut paren.elem),
            Type::Group(group) => self.in_type(&mut group.elem),
            _ => {}
        }
    }

    fn in_arguments(&mut self, arguments: &mut PathArguments) {
        let PathArguments::AngleBracketed(arguments) = arguments else { return };
        for argument in &mut arguments.args {
            match argument {
                GenericArgument::Lifetime(lifetime) => self.lifetime(lifetime),
                GenericArgument::Type(ty) => self.in_type(ty),
                _ => {}
            }
        }
    }

    fn lifetime(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            self.found = true;
            *lifetime = self.name.clone();
        }
    }
}
