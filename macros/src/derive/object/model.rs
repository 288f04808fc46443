//! A wire object, as expansion sees it.

use crate::derive::rename::{Names, Renamed};
use crate::derive::schema::note::Note;
use crate::derive::schema::{Component, Docs};
use syn::{Attribute, DeriveInput, ExprPath, Generics, Ident, LitStr, Type, Visibility};

pub(crate) struct Object<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) vis: &'a Visibility,
    pub(crate) generics: &'a Generics,
    pub(crate) component: Component,
    pub(crate) constants: Vec<Constant>,
    /// The fields with a key of their own, in the order of declaration.
    pub(crate) fields: Vec<Field<'a>>,
    /// The fields whose keys are beside those of the object.
    pub(crate) flattened: Vec<Field<'a>>,
    /// The fields that are not on the wire.
    pub(crate) skipped: Vec<Field<'a>>,
    /// The fields that collect unknown fields; at most one after the check.
    pub(crate) extra: Vec<&'a Ident>,
}

/// `constant(object = "thread.run")`
pub(crate) struct Constant {
    pub(crate) key: Ident,
    pub(crate) value: LitStr,
}

impl Constant {
    pub(crate) fn names(&self) -> Names {
        Renamed::default().names(&self.key, str::to_owned)
    }
}

pub(crate) struct Field<'a> {
    pub(crate) name: &'a Ident,
    /// The place in the order of declaration.
    pub(crate) position: usize,
    pub(crate) vis: &'a Visibility,
    pub(crate) ty: &'a Type,
    pub(crate) docs: Vec<&'a Attribute>,
    pub(crate) names: Names,
    pub(crate) kind: Kind<'a>,
    /// `default = "path"`: the function that makes the initial value, if it is not that of the type.
    pub(crate) default: Option<ExprPath>,
    /// `with = "module"`: the path of the functions that read and write the field.
    pub(crate) with: Option<ExprPath>,
    pub(crate) setting: Setting,
    pub(crate) documented: Documented,
}

/// What only the schema of a field says.
pub(crate) struct Documented {
    pub(crate) docs: Docs,
    pub(crate) notes: Vec<Note>,
    /// `schema = "T"`: the type that the field has on the wire.
    pub(crate) ty: Option<Type>,
    pub(crate) null: Null,
    pub(crate) promise: Promise,
}

/// Whether a service takes `null` for a field that is never written as `null`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Null {
    Refused,
    /// `#[wire(accepts_null)]`
    Accepted,
}

/// Whether a service promises that a field is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    /// As the type of the field says.
    ByType,
    /// `documented = "required"`: it does, although the type allows the field to be absent.
    Given,
    /// `documented = "optional"`, `default` or `if_absent`: it does not.
    None,
}

/// How a caller sets a field that is not an argument of `new`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// By a method of the field's name.
    BySetter,
    /// `#[wire(no_setter)]`: by assigning to the field.
    ByField,
}

/// How a field is read, written and set.
#[derive(Clone, Copy)]
pub(crate) enum Kind<'a> {
    /// Must be present, and is an argument of `new`.
    Required,
    /// Has its default if it is absent.
    Default,
    /// Has its default if it is absent or `null`.
    Lenient,
    /// `Option<T>`, left out when it is `None`.
    Optional(&'a Type),
    /// `Option<T>`, `null` when it is `None`.
    Nullable(&'a Type),
    /// `Patch<T>`.
    Patch(&'a Type),
}

impl<'a> Object<'a> {
    pub(crate) fn without_fields(input: &'a DeriveInput) -> Self {
        Self {
            name: &input.ident,
            vis: &input.vis,
            generics: &input.generics,
            component: Component::default(),
            constants: Vec::new(),
            fields: Vec::new(),
            flattened: Vec::new(),
            skipped: Vec::new(),
            extra: Vec::new(),
        }
    }
}

impl Object<'_> {
    /// All fields but those that collect unknown fields.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Field<'_>> {
        self.fields.iter().chain(&self.flattened).chain(&self.skipped)
    }

    pub(crate) fn required(&self) -> impl Iterator<Item = &Field<'_>> {
        self.all().filter(|field| matches!(field.kind, Kind::Required))
    }

    /// Whether unknown fields are kept.
    pub(crate) fn is_open(&self) -> bool {
        !self.extra.is_empty() || !self.flattened.is_empty()
    }

    /// The nullable fields among the first 64, as a bit set.
    pub(crate) fn nullable(&self) -> u64 {
        let nullable = |field: &Field<'_>| matches!(field.kind, Kind::Nullable(_));
        let bits = self.fields.iter().enumerate().take(64).filter(|(_, field)| nullable(field));
        bits.fold(0, |bits, (index, _)| bits | 1 << index)
    }
}
