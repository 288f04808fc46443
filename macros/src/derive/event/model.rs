//! The events of a stream, as expansion sees them.

use crate::derive::rename::Names;
use crate::derive::schema::{Component, Docs};
use syn::{Ident, Type};

pub(super) struct Events<'a> {
    pub(super) name: &'a Ident,
    pub(super) component: Component,
    pub(super) known_by: KnownBy<'a>,
    /// The variants that end a stream.
    pub(super) terminal: Vec<&'a Ident>,
}

/// What identifies an event.
pub(super) enum KnownBy<'a> {
    /// The `event` field. Holds all variants but `Unknown`.
    Name(Vec<Member<'a>>),
    /// A tag in the data, which the derived `Union` reads.
    Tag,
}

pub(super) struct Member<'a> {
    pub(super) name: &'a Ident,
    pub(super) docs: Docs,
    pub(super) names: Names,
    pub(super) payload: &'a Type,
}
