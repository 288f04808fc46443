//! A wire object, as expansion sees it.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Attribute, Generics, Ident, LitStr, Type, Visibility};

pub(super) struct Object<'a> {
    pub(super) name: &'a Ident,
    pub(super) vis: &'a Visibility,
    pub(super) generics: &'a Generics,
    pub(super) constants: Vec<Constant>,
    /// The fields with a key of their own, in the order of declaration.
    pub(super) fields: Vec<Field<'a>>,
    /// The fields that collect unknown fields; at most one after the check.
    pub(super) extra: Vec<&'a Ident>,
}

/// `constant(object = "thread.run")`
pub(super) struct Constant {
    pub(super) key: Ident,
    pub(super) value: LitStr,
}

impl Constant {
    pub(super) fn wire_name(&self) -> String {
        self.key.unraw().to_string()
    }
}

pub(super) struct Field<'a> {
    pub(super) name: &'a Ident,
    pub(super) vis: &'a Visibility,
    pub(super) ty: &'a Type,
    pub(super) docs: Vec<&'a Attribute>,
    pub(super) wire_name: String,
    /// The span of the wire name.
    pub(super) wire_span: Span,
    pub(super) kind: Kind<'a>,
    pub(super) setting: Setting,
}

/// How a caller sets a field that is not an argument of `new`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// By a method of the field's name.
    BySetter,
    /// `#[wire(no_setter)]`: by assigning to the field.
    ByField,
}

/// How a field is read, written and set.
#[derive(Clone, Copy)]
pub(super) enum Kind<'a> {
    /// Must be present, and is an argument of `new`.
    Required,
    /// The default of its type if it is absent or `null`.
    Plain,
    /// `Option<T>`, left out when it is `None`.
    Optional(&'a Type),
    /// `Option<T>`, `null` when it is `None`.
    Nullable(&'a Type),
    /// `Patch<T>`.
    Patch(&'a Type),
}

impl Object<'_> {
    pub(super) fn required(&self) -> impl Iterator<Item = &Field<'_>> {
        self.fields.iter().filter(|field| matches!(field.kind, Kind::Required))
    }

    /// The nullable fields among the first 64, as a bit set.
    pub(super) fn nullable(&self) -> u64 {
        let nullable = |field: &Field<'_>| matches!(field.kind, Kind::Nullable(_));
        let bits = self.fields.iter().enumerate().take(64).filter(|(_, field)| nullable(field));
        bits.fold(0, |bits, (index, _)| bits | 1 << index)
    }
}
