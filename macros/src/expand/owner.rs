//! The types that methods are declared on, and the types that a block has once.

use super::docs;
use crate::model::{Client, Group, Model};
use crate::name;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Visibility;

/// The types that a block has once.
pub(crate) struct Block<'a> {
    client: Option<&'a Ident>,
    first: Option<&'a Ident>,
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
        Self { client, first, call: name(name::call_type), broken: name(name::broken_type) }
    }

    /// The module of a group's type. There the type has its name to itself: only its import can clash with another name.
    pub(crate) fn module(&self, group: &Group) -> Ident {
        name::group_module(self.first.unwrap_or(&group.ty), &group.ty)
    }

    /// The path of a group's type, which is the same whatever its name means around the block.
    pub(crate) fn path(&self, group: &Group) -> TokenStream {
        let (module, ty) = (self.module(group), &group.ty);
        quote! { #module::#ty }
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
    /// The path of the type.
    pub(crate) path: TokenStream,
    /// The path of the type that has the table of endpoints.
    pub(crate) table: TokenStream,
    /// The conditions of the type, which also hold for its impls.
    pub(crate) cfg: Option<TokenStream>,
}

impl<'a> Owner<'a> {
    pub(crate) fn of_client(client: &'a Client, block: &'a Block<'a>) -> Self {
        Self {
            block,
            vis: &client.vis,
            ty: &client.name,
            path: client.name.to_token_stream(),
            table: client.name.to_token_stream(),
            cfg: docs::cfg(&client.attrs),
        }
    }

    pub(crate) fn of_group(group: &'a Group, block: &'a Block<'a>) -> Self {
        let path = block.path(group);
        Self {
            block,
            vis: &group.vis,
            ty: &group.ty,
            table: block.client.map_or_else(|| path.clone(), Ident::to_token_stream),
            path,
            cfg: docs::cfg(&group.attrs),
        }
    }
}
