//! Resolves the syntax tree into the model: derived names, inherited clauses, links between the parts of a line.

mod appended_header;
mod attrs;
mod clauses;
mod content_type;
mod context;
mod credential;
mod endpoint;
mod input;
mod item;
mod prefix;
mod query_constant;
mod repeat;
mod runtime;
mod scope;

use crate::ast::{Api, Item, ItemKind};
use crate::errors::Errors;
use crate::model::Model;
use context::Context;
use item::Resolver;

pub(crate) fn resolve(mut api: Api, errors: &mut Errors) -> Model {
    let context = Context::of(&api);
    let runtime = runtime::resolve_runtime(&mut api, errors);
    let model = Model { runtime, ids: Vec::new(), client: None, groups: Vec::new() };
    let mut resolver = Resolver { context, model, errors };
    // The client first: it may be declared below its groups.
    let (clients, others) = api.items.into_iter().partition::<Vec<_>, _>(Item::is_client);
    for item in clients.into_iter().chain(others) {
        resolver.item(item);
    }
    resolver.model
}

impl Item {
    fn is_client(&self) -> bool {
        matches!(self.kind, ItemKind::Client(_))
    }
}
