//! Authentication.

use crate::document::{Document, Node, Pointer};

/// A way of authentication.
#[derive(Clone, Debug)]
pub struct Scheme<'a> {
    /// Its name in the document.
    pub name: &'a str,
    /// How the credential is sent.
    pub kind: SchemeKind<'a>,
    /// What it is.
    pub description: Option<&'a str>,
    /// What is written there, with all extensions.
    pub node: &'a Node,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind<'a> {
    /// `Authorization: Bearer`, also of OAuth 2 and OpenID Connect.
    Bearer,
    /// `Authorization: Basic`
    Basic,
    /// In this header.
    Header(&'a str),
    /// In this parameter of the query.
    Query(&'a str),
    /// Otherwise, in words.
    Other(String),
}

/// The ways that have to be used together. None at all is no authentication.
pub type Security = Vec<String>;

/// The requirements that a document or an operation states, of which one has to be met.
pub(super) fn requirements(node: &Node) -> Option<Vec<Security>> {
    let requirements = node.get("security")?.as_array()?.iter();
    let names =
        |it: &Node| it.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    Some(requirements.map(names).collect())
}

/// The ways of authentication that a document declares.
pub(super) fn schemes(document: &Document) -> Vec<Scheme<'_>> {
    let place = Pointer::root().child("components").child("securitySchemes");
    let declared = document.get(&place).and_then(Node::as_object).into_iter().flatten();
    declared
        .map(|(name, node)| {
            let node = document.follow(node, &place.child(name)).map_or(node, |found| found.node);
            Scheme { name, kind: kind(node), description: node.text("description"), node }
        })
        .collect()
}

fn kind(node: &Node) -> SchemeKind<'_> {
    let (ty, scheme) = (node.text("type").unwrap_or_default(), node.text("scheme"));
    match (ty, scheme.map(str::to_ascii_lowercase).as_deref()) {
        ("http", Some("basic")) | ("basic", _) => SchemeKind::Basic,
        ("http", Some("bearer")) | ("oauth2" | "openIdConnect", _) => SchemeKind::Bearer,
        ("http", Some(scheme)) => SchemeKind::Other(format!("the HTTP scheme `{scheme}`")),
        ("apiKey", _) => match (node.text("in"), node.text("name")) {
            (Some("header"), Some(name)) => SchemeKind::Header(name),
            (Some("query"), Some(name)) => SchemeKind::Query(name),
            (Some("cookie"), Some(name)) => SchemeKind::Other(format!("the cookie `{name}`")),
            _ => SchemeKind::Other("a key without a place".to_owned()),
        },
        ("mutualTLS", _) => SchemeKind::Other("a certificate of the client".to_owned()),
        _ => SchemeKind::Other(format!("the type `{ty}`")),
    }
}
