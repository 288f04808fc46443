//! From the model of a block to what a reader is told of it.

use super::declaration::{Client, Declaration, Group, Mount, Route};
use super::route::route;
use crate::model::{self, BaseUrl, Member, Method, Model};
use crate::text::text;
use proc_macro2::Span;
use syn::ext::IdentExt;

/// The declaration that begins at `start`.
pub(super) fn declaration(model: &Model, start: Span) -> Declaration {
    Declaration {
        line: start.start().line,
        client: model.client.as_ref().map(client),
        routes: routes(model),
        groups: model.groups().map(group).collect(),
        mounts: model.client.iter().flat_map(|client| &client.members).filter_map(mount).collect(),
    }
}

fn routes(model: &Model) -> Vec<Route> {
    let own =
        model.client.iter().flat_map(|client| client.methods.iter().map(|line| (&[][..], line)));
    let grouped = model
        .groups()
        .flat_map(|group| group.methods.iter().map(|line| (group.attrs.cfg.as_slice(), line)));
    own.chain(grouped)
        .filter_map(|(cfg, line)| match line {
            Method::Endpoint(endpoint) => Some(route(endpoint, cfg)),
            Method::Broken(_) => None,
        })
        .collect()
}

fn client(client: &model::Client) -> Client {
    let base_url = client.base_url.as_ref().map(|base_url| match base_url {
        BaseUrl::Text(url) => url.value(),
        BaseUrl::Constant(path) => text(path),
    });
    Client { name: client.name.to_string(), base_url }
}

fn group(group: &model::Group) -> Group {
    let (line, name) = (group.name.span().start().line, group.name.unraw().to_string());
    Group { line, name, ty: group.ty.to_string() }
}

fn mount(member: &Member) -> Option<Mount> {
    let Member::Mount(mount) = member else { return None };
    let (line, name) = (mount.name.span().start().line, mount.name.unraw().to_string());
    Some(Mount { line, name, ty: text(&mount.ty) })
}
