//! Syntax tree to model: derived names, inherited clauses, links between the parts of a line.

mod attrs;
mod clauses;
mod endpoint;
mod input;
mod item;
mod repeat;
mod row;
mod scope;

use crate::ast::{Api, Item, ItemKind, Line};
use crate::errors::{Errors, Position};
use crate::model::{Attrs, Broken, Client, Group, Member, Method, Model};
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

/// Takes out of the model what a mistake was reported in, as far as emitting it would bring a second error, and numbers the
/// rest.
pub(crate) fn retain_sound(model: &mut Model, errors: &Errors) {
    model.ids.retain(|id| !errors.leaves_out(id.position, &id.name));
    let sound = |group: &Group| {
        !errors.leaves_out(group.position, &group.name)
            && !errors.leaves_out(group.position, &group.ty)
    };
    model.groups.retain(sound);
    if let Some(Client { members, methods, .. }) = &mut model.client {
        retain_methods(methods, errors);
        members.retain(|member| match member {
            Member::Group(group) => sound(group),
            Member::Mount(mount) => !errors.leaves_out(mount.position, &mount.name),
        });
    }
    for group in model.groups_mut() {
        retain_methods(&mut group.methods, errors);
    }
    row::number(model);
}

/// A method whose signature is unclear stays as a stub. One whose name is another's does not stay.
fn retain_methods(methods: &mut Vec<Method>, errors: &Errors) {
    methods.retain(|method| !errors.leaves_out(method.position(), method.name()));
    for method in methods {
        if let Some(broken) = method.broken_by(errors) {
            *method = Method::Broken(broken);
        }
    }
}

impl Method {
    pub(crate) fn name(&self) -> &Ident {
        match self {
            Self::Endpoint(endpoint) => &endpoint.name,
            Self::Broken(broken) => &broken.name,
        }
    }

    pub(crate) fn is_whole(&self) -> bool {
        matches!(self, Self::Endpoint(_))
    }

    pub(crate) fn position(&self) -> Position {
        match self {
            Self::Endpoint(endpoint) => endpoint.position,
            Self::Broken(broken) => broken.position,
        }
    }

    pub(crate) fn attrs(&self) -> &Attrs {
        match self {
            Self::Endpoint(endpoint) => &endpoint.attrs,
            Self::Broken(broken) => &broken.attrs,
        }
    }

    fn broken_by(&self, errors: &Errors) -> Option<Broken> {
        match self {
            Self::Endpoint(endpoint) if errors.is_spoiled(endpoint.position) => Some(Broken {
                position: endpoint.position,
                attrs: endpoint.attrs.clone(),
                name: endpoint.name.clone(),
                arguments: endpoint.required_inputs(),
            }),
            _ => None,
        }
    }
}
