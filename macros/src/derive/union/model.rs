//! A wire union, as expansion sees it.

use crate::derive::rename::Names;
use crate::derive::schema::note::Note;
use crate::derive::schema::{Component, Docs};
use syn::{Generics, Ident, LitStr, Type, Visibility};

pub(super) struct Union<'a> {
    pub(super) name: &'a Ident,
    pub(super) vis: &'a Visibility,
    pub(super) generics: &'a Generics,
    pub(super) component: Component,
    /// The key of the tag.
    pub(super) tag: Option<LitStr>,
    /// All variants but `Unknown`.
    pub(super) members: Vec<Member<'a>>,
}

pub(super) struct Member<'a> {
    pub(super) name: &'a Ident,
    pub(super) docs: Docs,
    pub(super) notes: Vec<Note>,
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
    /// Any `bool`.
    Bool(&'a Type),
    /// Any number without a fraction.
    Integer(&'a Type),
    /// Any other number.
    Number(&'a Type),
    /// An object with this key.
    Keyed(LitStr, &'a Type),
    /// An object without a tag.
    Untagged(&'a Type),
    /// `skip`: not on the wire.
    Skipped,
    /// None of these; the mistake has been reported.
    Erroneous,
}

impl<'a> Member<'a> {
    pub(super) fn payload(&self) -> Option<&'a Type> {
        match self.kind {
            Kind::Tagged(_, ty) | Kind::Keyed(_, ty) => Some(ty),
            Kind::String(ty) | Kind::Array(ty) | Kind::Object(ty) | Kind::Untagged(ty) => Some(ty),
            Kind::Bool(ty) | Kind::Integer(ty) | Kind::Number(ty) => Some(ty),
            Kind::Literal(_) | Kind::Skipped | Kind::Erroneous => None,
        }
    }
}

impl<'a> Union<'a> {
    /// The member of this kind, of which there is at most one.
    pub(super) fn only(&self, is_kind: fn(&Kind<'_>) -> bool) -> Option<&'a Ident> {
        self.members.iter().find(|member| is_kind(&member.kind)).map(|member| member.name)
    }

    /// The types of the members that are read field by field.
    pub(super) fn objects(&self) -> impl Iterator<Item = &'a Type> {
        self.members.iter().filter_map(|member| match member.kind {
            Kind::Tagged(_, ty) | Kind::Keyed(_, ty) | Kind::Untagged(ty) => Some(ty),
            _ => None,
        })
    }

    pub(super) fn keyed(&self) -> impl Iterator<Item = (&'a Ident, &LitStr, &'a Type)> {
        self.members.iter().filter_map(|member| match &member.kind {
            Kind::Keyed(key, ty) => Some((member.name, key, *ty)),
            _ => None,
        })
    }

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
