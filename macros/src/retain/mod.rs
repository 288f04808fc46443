//! Reduces a model with mistakes to the parts that can be expanded without causing further errors.

mod row;

use crate::errors::{Errors, Position};
use crate::model::{Broken, Client, Group, Member, Method, Model, Remains, Takes};

/// Removes parts whose names clash, turns methods of unknown signature into stubs, and numbers the rest.
pub(crate) fn retain(mut model: Model, errors: &Errors) -> Model {
    model.ids.retain(|id| !errors.leaves_out(id.position, &id.name));
    model.groups.retain(|group| retains_group(group, errors));
    if let Some(Client { members, methods, .. }) = &mut model.client {
        methods.extend(members.iter().filter_map(|member| stub(member, errors)));
        retain_methods(methods, errors);
        members.retain(|member| match member {
            Member::Group(group) => retains_group(group, errors),
            Member::Mount(mount) => !errors.leaves_out(mount.position, &mount.name),
        });
    }
    for group in model.groups_mut() {
        retain_methods(&mut group.methods, errors);
    }
    row::number(&mut model);
    row::number_setters(&mut model);
    model
}

/// A group needs both its accessor and its type.
fn retains_group(group: &Group, errors: &Errors) -> bool {
    [&group.name, &group.ty].into_iter().all(|name| !errors.leaves_out(group.position, name))
}

/// A group without its type has an accessor all the same, as a line with a mistake has a method.
fn stub(member: &Member, errors: &Errors) -> Option<Method> {
    let Member::Group(Group { position, attrs, name, ty, .. }) = member else { return None };
    let (position, attrs, name) = (*position, attrs.clone(), name.clone());
    errors.leaves_out(position, ty).then_some(Method::Broken(Broken {
        position,
        attrs,
        name,
        takes: Takes::Nothing,
        remains: Remains::default(),
    }))
}

/// A method whose name is taken is removed, even as a stub.
fn retain_methods(methods: &mut Vec<Method>, errors: &Errors) {
    methods.retain(|method| !errors.leaves_out(method.position(), method.name()));
    for method in methods {
        match method {
            Method::Endpoint(endpoint) if errors.is_spoiled(endpoint.position) => {
                *method = Method::Broken(Broken {
                    position: endpoint.position,
                    attrs: endpoint.attrs.clone(),
                    name: endpoint.name.clone(),
                    takes: endpoint.takes(),
                    remains: endpoint.remains(),
                });
            }
            _ => {}
        }
    }
}

impl Method {
    fn position(&self) -> Position {
        match self {
            Self::Endpoint(endpoint) => endpoint.position,
            Self::Broken(broken) => broken.position,
        }
    }
}
