//! The types that methods are declared on, and the types that a block has once.

use super::docs;
use crate::model::{Client, Group, Model};
use crate::name;
use proc_macro2::{Ident, Span, TokenStream};
use syn::Visibility;

/// The types that a block has once.
pub(crate) struct Block<'a> {
    client: Option<&'a Ident>,
    /// The call type.
    pub(crate) call: Ident,
    /// The type in the signatures of lines with a mistake.
    pub(crate) broken: Ident,
}

impl<'a> Block<'a> {
    /// Blocks of one module need distinct names, so these are derived from the block's client or first group.
    pub(crate) fn of(model: &'a Model) -> Self {
        let client = model.client.as_ref().map(|client| &client.name);
        let first = client.or_else(|| model.groups().next().map(|group| &group.ty));
        let name = |named: fn(&Ident) -> Ident| match first {
            Some(first) => named(first),
            // A block of ids has no methods, so these names are not used.
            None => Ident::new("Call", Span::call_site()),
        };
        Self { client, call: name(name::call_type), broken: name(name::broken_type) }
    }

    /// Whether the block has a client.
    pub(crate) fn has_client(&self) -> bool {
        self.client.is_some()
    }
}

/// The type that has the methods: a client or a group.
pub(crate) struct Owner<'a> {
    pub(crate) block: &'a Block<'a>,
    pub(crate) vis: &'a Visibility,
    pub(crate) ty: &'a Ident,
    /// The type that has the table of endpoints.
    pub(crate) table: &'a Ident,
    /// The conditions of the type, which also hold for its impls.
    pub(crate) cfg: Option<TokenStream>,
}

impl<'a> Owner<'a> {
    pub(crate) fn of_client(client: &'a Client, block: &'a Block<'a>) -> Self {
        Self {
            block,
            vis: &client.vis,
            ty: &client.name,
            table: &client.name,
            cfg: docs::cfg(&client.attrs),
        }
    }

    pub(crate) fn of_group(group: &'a Group, block: &'a Block<'a>) -> Self {
        Self {
            block,
            vis: &group.vis,
            ty: &group.ty,
            table: block.client.unwrap_or(&group.ty),
            cfg: docs::cfg(&group.attrs),
        }
    }
}
