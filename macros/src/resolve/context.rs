//! What the resolution of an item needs to know about the rest of its block.

use crate::ast::{Api, Item, ItemKind, Line};
use proc_macro2::Ident;
use syn::Visibility;

pub(super) enum Context {
    /// The block has a client of that name and visibility.
    Client(Ident, Visibility),
    Groups,
    /// An item could not be read; it may have been the client.
    Unclear,
}

impl Context {
    pub(super) fn of(api: &Api) -> Self {
        let client = api.items.iter().find_map(|item| match &item.kind {
            ItemKind::Client(client) => Some(Self::Client(client.name.clone(), item.vis.clone())),
            _ => None,
        });
        let unclear = api.items.iter().any(Item::is_broken);
        client.unwrap_or(if unclear { Self::Unclear } else { Self::Groups })
    }
}

impl Item {
    /// Whether the item could not be parsed and has no name.
    fn is_broken(&self) -> bool {
        matches!(&self.kind, ItemKind::Line(Line::Broken(line)) if line.name.is_none())
    }
}
