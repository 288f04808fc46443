//! Parameters of operations.

use crate::document::{Node, Pointer};
use crate::schema::{Schema, Schemas};

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it is sent.
    pub place: Place,
    /// Whether it has to be sent. One in the path always has to.
    pub required: bool,
    /// Its values.
    pub schema: Schema,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether each item of a list is a pair of its own.
    pub explode: bool,
    /// The media type, if the value is a document of its own.
    pub content: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `x-not-sent`: the service knows it, and no client sends it.
    pub not_sent: bool,
    /// Where it is written.
    pub at: Pointer,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query, which is 3.2's.
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How lists and objects are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a=1&a=2`, or `a=1,2`
    Form,
    /// `1,2`
    Simple,
    /// `a=1%202`
    SpaceDelimited,
    /// `a=1|2`
    PipeDelimited,
    /// `a[b]=1`
    DeepObject,
    /// `;a=1` or `.1`, in paths.
    Other,
}

/// The parameters of a path and of its operation, whose own replace those of the path.
pub(super) fn parameters(
    schemas: &Schemas<'_>,
    owners: [(&Node, &Pointer); 2],
    losses: &mut Vec<String>,
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for (owner, at) in owners {
        let place = at.child("parameters");
        for (index, node) in owner.items("parameters").iter().enumerate() {
            let at = place.child(index);
            match parameter(schemas, node, &at) {
                Ok(parameter) => {
                    let same = |known: &Parameter| {
                        known.name == parameter.name && known.place == parameter.place
                    };
                    match found.iter().position(same) {
                        Some(known) => found[known] = parameter,
                        None => found.push(parameter),
                    }
                }
                Err(reason) => losses.push(reason),
            }
        }
    }
    found
}

fn parameter(schemas: &Schemas<'_>, node: &Node, at: &Pointer) -> Result<Parameter, String> {
    let found = schemas.document().follow(node, at).map_err(|error| error.to_string())?;
    let node = found.node;
    let named = || format!("{at}: a parameter without a name");
    let name = node.text("name").ok_or_else(named)?;
    let place = match node.text("in") {
        Some("path") => Place::Path,
        Some("query") => Place::Query,
        Some("querystring") => Place::QueryString,
        Some("header") => Place::Header,
        Some("cookie") => Place::Cookie,
        _ => return Err(format!("{at}: the parameter `{name}` is in no known place")),
    };
    let style = style(node, place);
    let (schema, content) = schema(schemas, node, &found.at);
    Ok(Parameter {
        name: name.to_owned(),
        place,
        required: node.flag("required") || place == Place::Path,
        schema,
        style,
        explode: node.get("explode").and_then(Node::as_bool).unwrap_or(style == Style::Form),
        content,
        description: node.text("description").map(str::trim).map(str::to_owned),
        deprecated: node.flag("deprecated"),
        not_sent: node.flag("x-not-sent"),
        at: found.at,
    })
}

fn style(node: &Node, place: Place) -> Style {
    match node.text("style") {
        Some("form") => Style::Form,
        Some("simple") => Style::Simple,
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        Some(_) => Style::Other,
        None => match place {
            Place::Query | Place::QueryString | Place::Cookie => Style::Form,
            Place::Path | Place::Header => Style::Simple,
        },
    }
}

fn schema(schemas: &Schemas<'_>, node: &Node, at: &Pointer) -> (Schema, Option<String>) {
    if let Some(schema) = node.get("schema") {
        return (schemas.read(schema, &at.child("schema")), None);
    }
    if let Some((media_type, content)) = node.members("content").next() {
        let at = at.child("content").child(media_type).child("schema");
        let schema = content.get("schema").map_or(Schema::any(&at), |it| schemas.read(it, &at));
        return (schema, Some(media_type.to_owned()));
    }
    // As in Swagger.
    match node.get("type") {
        Some(_) => (schemas.read(node, at), None),
        None => (schemas.read(&string(), at), None),
    }
}

fn string() -> Node {
    Node::Object([("type".to_owned(), Node::String("string".to_owned()))].into_iter().collect())
}
