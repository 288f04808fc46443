//! Ids, the client, groups and mounts.

use super::attrs::resolve_attrs;
use super::clauses;
use super::context::Context;
use super::credential::unknown_credential;
use super::endpoint::resolve_line;
use super::prefix::resolve_prefix;
use super::scope::Scope;
use crate::ast::{self, Item, ItemKind, Line};
use crate::errors::{Errors, Position};
use crate::model::{Attrs, Client, Group, Id, Member, Model, Mount};
use crate::name;
use proc_macro2::Ident;
use syn::Visibility;
use syn::ext::IdentExt;

pub(super) struct Resolver<'e> {
    pub(super) context: Context,
    pub(super) model: Model,
    pub(super) errors: &'e mut Errors,
}

/// What every item begins with.
struct Head {
    position: Position,
    attrs: Attrs,
    vis: Visibility,
}

impl Resolver<'_> {
    pub(super) fn item(&mut self, item: Item) {
        self.errors.at(item.position);
        let attrs = match &item.kind {
            ItemKind::Line(_) => Attrs::default(),
            _ => resolve_attrs(&item.attrs, self.errors),
        };
        let head = Head { position: item.position, attrs, vis: item.vis };
        match item.kind {
            ItemKind::Ids(ids) => ids.into_iter().for_each(|id| self.id(&head, id)),
            ItemKind::Client(client) => self.client(head, client),
            ItemKind::Group(group) => self.group(head, group),
            ItemKind::Mount(mount) => self.mount(head, mount),
            ItemKind::Line(line) => self.line(head.position, line),
            // Taken out of the items before.
            ItemKind::Runtime(_) => {}
        }
    }

    fn id(&mut self, head: &Head, ast::Id { name, ty }: ast::Id) {
        let mut others = self.model.ids.iter();
        if others.any(|other| other.name == name && !other.attrs.may_exclude(&head.attrs)) {
            return duplicate_id(&name, self.errors);
        }
        let (attrs, vis) = (head.attrs.clone(), head.vis.clone());
        self.model.ids.push(Id { position: head.position, attrs, vis, name, ty });
    }

    fn client(&mut self, head: Head, client: ast::Client) {
        if self.model.client.is_some() {
            return duplicate_client(&client.name, self.errors);
        }
        let settings = clauses::resolve_settings(client.clauses, self.errors);
        self.model.client = Some(Client {
            position: head.position,
            attrs: head.attrs,
            vis: head.vis,
            name: client.name,
            base_url: client.base_url,
            base_url_env: settings.base_url_env,
            auth: settings.auth,
            credentials: settings.credentials,
            state: client.state,
            headers: settings.headers,
            appended: settings.appended,
            query: settings.query,
            error: settings.error,
            error_media: settings.error_media,
            error_conditions: settings.error_conditions,
            retry: settings.retry,
            timeout: settings.timeout,
            idempotency: settings.idempotency,
            members: Vec::new(),
            methods: Vec::new(),
        });
    }

    fn group(&mut self, head: Head, group: ast::Group) {
        group_name_case(&group.name, &self.context, self.errors);
        let (name, ty, vis) = match &self.context {
            Context::Client(_, client_vis) => {
                let vis = if is_inherited(&head.vis) { client_vis.clone() } else { head.vis };
                (group.name.clone(), name::group_type(&group.name), vis)
            }
            _ => (name::group_accessor(&group.name), name::group_type(&group.name), head.vis),
        };
        if self.has_group(&name, &head.attrs) {
            return duplicate_group(&group.name, self.errors);
        }
        empty_group(&group, self.errors);
        let clauses = clauses::resolve_own(group.clauses, self.errors).clauses;
        let prefix = resolve_prefix(group.prefix, self.errors);
        let client = self.model.client.as_ref();
        unknown_credential(&clauses.credential, client, self.errors);
        let scope =
            Scope { owner: &ty, group: Some(&name), clauses: &clauses, prefix: &prefix, client };
        let mut methods = Vec::new();
        for (position, line) in group.lines {
            methods.extend(resolve_line(position, line, &scope, self.errors));
        }
        let Head { position, attrs, .. } = head;
        let group = Group { position, attrs, vis, name, ty, path: prefix, methods };
        match &mut self.model.client {
            Some(client) => client.members.push(Member::Group(group)),
            None => self.model.groups.push(group),
        }
    }

    fn mount(&mut self, head: Head, mount: ast::Mount) {
        if self.has_group(&mount.name, &head.attrs) {
            return duplicate_group(&mount.name, self.errors);
        }
        let ast::Mount { name, ty } = mount;
        match &mut self.model.client {
            Some(client) => {
                let mount = Mount { position: head.position, attrs: head.attrs, name, ty };
                client.members.push(Member::Mount(mount));
            }
            None => mount_without_client(&name, &self.context, self.errors),
        }
    }

    fn has_group(&self, name: &Ident, attrs: &Attrs) -> bool {
        let mounted = self.model.client.iter().flat_map(|client| &client.members);
        let mounted = mounted.map(|member| match member {
            Member::Group(group) => (&group.name, &group.attrs),
            Member::Mount(mount) => (&mount.name, &mount.attrs),
        });
        let mut all =
            mounted.chain(self.model.groups.iter().map(|group| (&group.name, &group.attrs)));
        all.any(|(other, other_attrs)| other == name && !other_attrs.may_exclude(attrs))
    }

    fn line(&mut self, position: Position, line: Line) {
        let Context::Client(name, _) = &self.context else {
            return endpoint_without_client(&line, &self.context, self.errors);
        };
        let (clauses, prefix) = Default::default();
        let client = self.model.client.as_ref();
        let scope = Scope { owner: name, group: None, clauses: &clauses, prefix: &prefix, client };
        let method = resolve_line(position, line, &scope, self.errors);
        if let Some(client) = &mut self.model.client {
            client.methods.extend(method);
        }
    }
}

fn is_inherited(vis: &Visibility) -> bool {
    matches!(vis, Visibility::Inherited)
}

fn duplicate_id(name: &Ident, errors: &mut Errors) {
    errors.error(name, format!("the id `{name}` is declared twice; remove one of the two"));
}

fn duplicate_client(name: &Ident, errors: &mut Errors) {
    errors
        .error(name, format!("a block has only one client; move `{name}` to its own `api!` block"));
}

fn duplicate_group(name: &Ident, errors: &mut Errors) {
    errors.error(
        name,
        format!("the group `{name}` is declared twice; move the endpoints of both into one"),
    );
}

/// A group without any lines, not even broken ones.
fn empty_group(group: &ast::Group, errors: &mut Errors) {
    if group.lines.is_empty() {
        let name = &group.name;
        errors.error(
            name,
            format!("the group `{name}` has no endpoints; add one, or remove the group"),
        );
    }
}

/// In a block with a client, a group has the name of its accessor; otherwise it has the name of its type.
fn group_name_case(name: &Ident, context: &Context, errors: &mut Errors) {
    let text = name.unraw().to_string();
    let (snake, camel) = (name::snake(&text), name::camel(&text));
    match context {
        Context::Client(..) if text != snake => errors.error(
            name,
            format!("in a block with a client, a group has the name of the client's method for it; write `group {snake}`"),
        ),
        Context::Groups if text != camel => errors.error(
            name,
            format!("in a block without a client, a group has the name of the type that it declares; write `group {camel}`"),
        ),
        _ => {}
    }
}

fn mount_without_client(name: &Ident, context: &Context, errors: &mut Errors) {
    if matches!(context, Context::Groups) {
        errors.error(name, format!("`{name}` cannot be mounted without a client in the block; declare `client Name at \"https://..\";`"));
    }
}

fn endpoint_without_client(line: &Line, context: &Context, errors: &mut Errors) {
    if let (Line::Endpoint(endpoint), Context::Groups) = (line, context) {
        errors.push(syn::Error::new(
            endpoint.method.span,
            "the endpoint has no client; declare `client Name at \"https://..\";` above it, or move it into `group Name { .. }`",
        ));
    }
}
