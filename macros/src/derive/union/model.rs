//! A wire union, as expansion sees it.

use crate::derive::rename::Names;
use syn::{Generics, Ident, LitStr, Type, Visibility};

pub(super) struct Union<'a> {
    pub(super) name: &'a Ident,
    pub(super) vis: &'a Visibility,
    pub(super) generics: &'a Generics,
    /// The key of the tag.
    pub(super) tag: Option<LitStr>,
    /// All variants but `Unknown`.
    pub(super) members: Vec<Member<'a>>,
}

pub(super) struct Member<'a> {
    pub(super) name: &'a Ident,
    pub(super) kind: Kind<'a>,
}

/// What identifies a member.
pub(super) enum Kind<'a> {
    /// An object with this tag.
    Tagged(Names, &'a Type),
    /// This string.
    Literal(Names),
    /// Any string.
    String(&'a Type),
    /// Any array.
    Array(&'a Type),
    /// Any object.
    Object(&'a Type),
    /// `skip`: not on the wire.
    Skipped,
    /// None of these; the mistake has been reported.
    Erroneous,
}

impl<'a> Member<'a> {
    pub(super) fn payload(&self) -> Option<&'a Type> {
        match self.kind {
            Kind::Tagged(_, ty) | Kind::String(ty) | Kind::Array(ty) | Kind::Object(ty) => Some(ty),
            Kind::Literal(_) | Kind::Skipped | Kind::Erroneous => None,
        }
    }
}

impl<'a> Union<'a> {
    pub(super) fn tagged(&self) -> impl Iterator<Item = (&'a Ident, &Names, &'a Type)> {
        self.members.iter().filter_map(|member| match &member.kind {
            Kind::Tagged(tag, ty) => Some((member.name, tag, *ty)),
            _ => None,
        })
    }

    pub(super) fn literals(&self) -> impl Iterator<Item = (&'a Ident, &Names)> {
        self.members.iter().filter_map(|member| match &member.kind {
            Kind::Literal(text) => Some((member.name, text)),
            _ => None,
        })
    }
}
