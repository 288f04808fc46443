//! Syntax tree to model: derived names, inherited clauses, links between the parts of a line.

mod attrs;
mod clauses;
mod endpoint;
mod input;
mod item;
mod repeat;
mod scope;

use crate::ast::{Api, Item, ItemKind, Line};
use crate::errors::Errors;
use crate::model::Model;
use item::Resolver;
use proc_macro2::Ident;
use syn::Visibility;

pub(crate) fn resolve(api: Api, errors: &mut Errors) -> Model {
    let context = Context::of(&api);
    let model = Model { ids: Vec::new(), client: None, groups: Vec::new() };
    let mut resolver = Resolver { context, model, errors };
    // The client first: it may stand below its groups.
    let (clients, others) = api.items.into_iter().partition::<Vec<_>, _>(Item::is_client);
    for item in clients.into_iter().chain(others) {
        resolver.item(item);
    }
    resolver.model
}

/// What an item has to know about the rest of the block.
enum Context {
    /// The block has a client of that name and visibility.
    Client(Ident, Visibility),
    Groups,
    /// An item could not be read; it may have been the client.
    Unclear,
}

impl Context {
    fn of(api: &Api) -> Self {
        let client = api.items.iter().find_map(|item| match &item.kind {
            ItemKind::Client(client) => Some(Self::Client(client.name.clone(), item.vis.clone())),
            _ => None,
        });
        let unclear = api.items.iter().any(Item::is_broken);
        client.unwrap_or(if unclear { Self::Unclear } else { Self::Groups })
    }
}

impl Item {
    fn is_client(&self) -> bool {
        matches!(self.kind, ItemKind::Client(_))
    }

    /// An item of which nothing is known, not even a name.
    fn is_broken(&self) -> bool {
        matches!(&self.kind, ItemKind::Line(Line::Broken(line)) if line.name.is_none())
    }
}
