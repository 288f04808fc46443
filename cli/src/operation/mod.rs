//! The operations of a document, with everything that is written elsewhere put in its place.

mod body;
mod parameter;
mod reply;
mod security;
mod server;

pub use body::{Body, Media};
pub use parameter::{Parameter, Place, Style};
pub use reply::{Reply, Status};
pub use security::{Scheme, SchemeKind, Security};
pub use server::Server;

use crate::document::{Document, Node, Pointer};
use crate::schema::Schemas;

/// What a document says about an API, apart from its schemas.
#[derive(Debug)]
pub struct Api<'a> {
    /// `info.title`
    pub title: &'a str,
    /// `info.version`, as it is written.
    pub version: Option<String>,
    /// `info.description`
    pub description: Option<&'a str>,
    /// Where it is.
    pub servers: Vec<Server>,
    /// The tags, with what the document says about them.
    pub tags: Vec<(&'a str, Option<&'a str>)>,
    /// What operations require that do not say otherwise: one of these.
    pub security: Vec<Security>,
    /// The ways of authentication, by name.
    pub schemes: Vec<Scheme<'a>>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation<'a>>,
    /// What the service sends to its callers.
    pub notices: Vec<Notice<'a>>,
    /// What could not be read, and where.
    pub losses: Vec<(Pointer, String)>,
}

/// An operation.
#[derive(Debug)]
pub struct Operation<'a> {
    /// The method in upper case.
    pub method: String,
    /// The path as it is written: `/threads/{thread_id}`.
    pub path: &'a str,
    /// Where the operation is written.
    pub at: Pointer,
    /// What is written there, with all extensions.
    pub node: &'a Node,
    /// `operationId`
    pub id: Option<&'a str>,
    /// The tags.
    pub tags: Vec<&'a str>,
    /// `summary`
    pub summary: Option<&'a str>,
    /// `description`
    pub description: Option<&'a str>,
    /// `deprecated`
    pub deprecated: bool,
    /// The parameters, with those of the path.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// The replies, in the order of the document.
    pub replies: Vec<Reply>,
    /// What the operation requires, if it says so: one of these. An empty list is nothing.
    pub security: Option<Vec<Security>>,
    /// The servers of the operation or of its path, if they have their own.
    pub servers: Vec<Server>,
    /// What could not be read.
    pub losses: Vec<String>,
}

/// A request of the service: a webhook, or a callback of an operation.
#[derive(Debug)]
pub struct Notice<'a> {
    /// The name of the webhook or of the callback.
    pub name: &'a str,
    /// Where the operation is written whose callback this is; nothing for a webhook.
    pub of: Option<Pointer>,
    /// The request. Its path is the name of the webhook, or the expression that leads to the caller.
    pub operation: Operation<'a>,
}

/// The fixed fields of a path that hold operations.
const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

impl<'a> Api<'a> {
    /// Reads what a document says about its API.
    #[must_use]
    pub fn read(document: &'a Document, schemas: &Schemas<'a>) -> Self {
        let root = document.root();
        let info = root.get("info");
        let text = |key| info.and_then(|info| info.text(key)).map(str::trim);
        let mut api = Self {
            title: text("title").unwrap_or_default(),
            version: info.and_then(|info| info.get("version")).and_then(written),
            description: text("description").filter(|text| !text.is_empty()),
            servers: server::servers(root),
            tags: tags(root),
            security: security::requirements(root).unwrap_or_default(),
            schemes: security::schemes(document),
            operations: Vec::new(),
            notices: Vec::new(),
            losses: Vec::new(),
        };
        let place = Pointer::root().child("paths");
        for (path, item) in root.members("paths").filter(|(path, _)| !path.starts_with("x-")) {
            let found = api.path(document, schemas, path, item, &place.child(path));
            api.operations.extend(found);
        }
        api.notices(document, schemas);
        api
    }

    fn notices(&mut self, document: &'a Document, schemas: &Schemas<'a>) {
        let place = Pointer::root().child("webhooks");
        for (name, item) in document.root().members("webhooks") {
            let found = self.path(document, schemas, name, item, &place.child(name));
            let found = found.into_iter().map(|operation| Notice { name, of: None, operation });
            self.notices.extend(found);
        }
        let owners: Vec<_> = self.operations.iter().map(|it| (it.node, it.at.clone())).collect();
        for (node, of) in owners {
            for (name, callback) in node.members("callbacks") {
                let at = of.child("callbacks").child(name);
                self.callback(document, schemas, name, (callback, &at), &of);
            }
        }
    }

    fn callback(
        &mut self,
        document: &'a Document,
        schemas: &Schemas<'a>,
        name: &'a str,
        (callback, at): (&'a Node, &Pointer),
        of: &Pointer,
    ) {
        let Ok(callback) = document.follow(callback, at) else { return };
        for (path, item) in callback.node.as_object().into_iter().flatten() {
            let found = self.path(document, schemas, path, item, &callback.at.child(path));
            let of = Some(of.clone());
            let found = found.into_iter().map(|it| Notice { name, of: of.clone(), operation: it });
            self.notices.extend(found);
        }
    }

    /// The operations of a path.
    fn path(
        &mut self,
        document: &'a Document,
        schemas: &Schemas<'a>,
        path: &'a str,
        item: &'a Node,
        at: &Pointer,
    ) -> Vec<Operation<'a>> {
        let item = match document.follow(item, at) {
            Ok(item) => item,
            Err(error) => {
                self.losses.push((at.clone(), error.to_string()));
                return Vec::new();
            }
        };
        let mut found: Vec<(String, &'a Node, Pointer)> = Vec::new();
        for (key, node) in item.node.as_object().into_iter().flatten() {
            if METHODS.contains(&key.to_ascii_lowercase().as_str()) {
                found.push((key.to_ascii_uppercase(), node, item.at.child(key)));
            }
        }
        let additional = item.at.child("additionalOperations");
        for (method, node) in item.node.members("additionalOperations") {
            found.push((method.to_owned(), node, additional.child(method)));
        }
        let mut operations = Vec::new();
        for (method, node, at) in found {
            match node.as_object() {
                Some(_) => {
                    let read = Read { document, schemas, item: item.node, item_at: &item.at };
                    operations.push(read.operation(method, path, node, at));
                }
                None => self.losses.push((at, "an operation that is no object".to_owned())),
            }
        }
        operations
    }
}

/// What is needed to read the operations of a path.
struct Read<'a, 's> {
    document: &'a Document,
    schemas: &'s Schemas<'a>,
    item: &'a Node,
    item_at: &'s Pointer,
}

impl<'a> Read<'a, '_> {
    fn operation(
        self,
        method: String,
        path: &'a str,
        node: &'a Node,
        at: Pointer,
    ) -> Operation<'a> {
        let text = |key| node.text(key).map(str::trim).filter(|text| !text.is_empty());
        let mut losses = Vec::new();
        let own = [(self.item, self.item_at), (node, &at)];
        let parameters = parameter::parameters(self.schemas, own, &mut losses);
        let body = body::body(self.schemas, node, &at, &mut losses);
        let replies = reply::replies(self.schemas, node, &at, &mut losses);
        let servers = server::servers(node);
        let servers = if servers.is_empty() { server::servers(self.item) } else { servers };
        debug_assert!(self.document.get(&at).is_some());
        Operation {
            method,
            path,
            id: text("operationId"),
            tags: node.strings("tags").collect(),
            summary: text("summary").or_else(|| self.item.text("summary")),
            description: text("description").or_else(|| self.item.text("description")),
            deprecated: node.flag("deprecated"),
            parameters,
            body,
            replies,
            security: security::requirements(node),
            servers,
            losses,
            node,
            at,
        }
    }
}

impl Operation<'_> {
    /// The parameters of one place.
    pub fn parameters_in(&self, place: Place) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.place == place)
    }

    /// The replies of success: those of 2xx, and without any, the one of all other statuses.
    #[must_use]
    pub fn successes(&self) -> Vec<&Reply> {
        let of = |wanted: fn(Status) -> bool| {
            self.replies.iter().filter(move |reply| wanted(reply.status)).collect::<Vec<_>>()
        };
        let mut found = of(Status::is_success);
        found.sort_by_key(|reply| reply.status);
        if found.is_empty() {
            found = of(|status| status == Status::Default);
        }
        found
    }

    /// The replies that are errors: 4xx, 5xx, and the one of all other statuses beside a success.
    pub fn errors(&self) -> impl Iterator<Item = &Reply> {
        let success = self.replies.iter().any(|reply| reply.status.is_success());
        self.replies.iter().filter(move |reply| match reply.status {
            Status::Default => success,
            status => status.is_error(),
        })
    }
}

/// A version that YAML made a number of.
fn written(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn tags(root: &Node) -> Vec<(&str, Option<&str>)> {
    let tags = root.items("tags").iter();
    tags.filter_map(|tag| {
        let description = tag.text("description").map(str::trim).filter(|text| !text.is_empty());
        Some((tag.text("name")?, description))
    })
    .collect()
}
