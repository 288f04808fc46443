//! The index of each endpoint in the table of its block: the number of rows before it.

use crate::model::{ConditionalRows, Member, Method, Model, Row};
use syn::Attribute;

/// Numbers the endpoints of a client together with those of its groups, and those of each group without a client from zero.
pub(super) fn number(model: &mut Model) {
    if let Some(client) = &mut model.client {
        let mut next = Row::default();
        number_methods(&mut client.methods, &[], &mut next);
        for member in &mut client.members {
            if let Member::Group(group) = member {
                number_methods(&mut group.methods, &group.attrs.cfg, &mut next);
            }
        }
    }
    for group in &mut model.groups {
        number_methods(&mut group.methods, &[], &mut Row::default());
    }
}

/// Numbers the endpoints with optional inputs, across all groups: they share one type of call.
pub(super) fn number_setters(model: &mut Model) {
    let client = model.client.iter_mut().flat_map(|client| {
        let groups = client.members.iter_mut().filter_map(|member| match member {
            Member::Group(group) => Some(&mut group.methods),
            Member::Mount(_) => None,
        });
        std::iter::once(&mut client.methods).chain(groups)
    });
    let all = client.chain(model.groups.iter_mut().map(|group| &mut group.methods));
    let endpoints = all.flatten().filter_map(|method| match method {
        Method::Endpoint(endpoint) if endpoint.has_optional_inputs() => Some(endpoint),
        _ => None,
    });
    for (endpoint, number) in endpoints.zip(1..) {
        endpoint.setters = number;
    }
}

/// `of_group` is the condition of all of these methods. It holds wherever one of them is compiled, so it does not affect the
/// numbers within the group, only those after it.
fn number_methods(methods: &mut [Method], of_group: &[Attribute], next: &mut Row) {
    let mut within = next.clone();
    for method in methods {
        if let Method::Endpoint(endpoint) = method {
            endpoint.row = within.clone();
            within.count(&endpoint.attrs.cfg);
        }
    }
    if of_group.is_empty() {
        *next = within;
    } else {
        next.count_conditional(of_group, &within);
    }
}

impl Row {
    /// Counts one row, which is present if these conditions hold.
    fn count(&mut self, cfg: &[Attribute]) {
        if cfg.is_empty() {
            self.always += 1;
        } else {
            self.conditional.push(ConditionalRows { cfg: cfg.to_vec(), rows: 1 });
        }
    }

    /// Counts the rows up to `end`, which are present if these conditions hold.
    fn count_conditional(&mut self, cfg: &[Attribute], end: &Self) {
        let always = ConditionalRows { cfg: Vec::new(), rows: end.always - self.always };
        let added = end.conditional.iter().skip(self.conditional.len()).chain([&always]);
        let added: Vec<_> = added
            .filter(|added| added.rows > 0)
            .map(|added| ConditionalRows { cfg: [cfg, &added.cfg].concat(), rows: added.rows })
            .collect();
        self.conditional.extend(added);
    }
}
