//! Brings a schema to its form.

use super::kind::{Discriminator, Kind, Schema};
use super::read::Read;
use super::{About, Schemas, all_of, any_of, null, object, scalar};
use crate::document::{Document, Node, Pointer};

/// The reader of all kinds of schemas.
pub(super) struct Reader<'a, 'd> {
    schemas: &'a Schemas<'d>,
    /// The places whose contents are being merged into others.
    merging: Vec<Pointer>,
    /// Whether something was left out because of what is around it, so that it would be there elsewhere.
    depends: bool,
}

/// How many references may be merged into one another.
const DEEPEST: usize = 12;

/// How many forms of a document may be merged that lead to themselves. There are few in a real one; in circles of several references
/// each, there is no end of them.
const MOST_CIRCULAR: usize = 500;

impl<'a, 'd> Reader<'a, 'd> {
    pub(super) fn new(schemas: &'a Schemas<'d>) -> Self {
        Self { schemas, merging: Vec::new(), depends: false }
    }

    fn kind(&mut self, node: &Node, at: &Pointer) -> Schema {
        if node.reference().is_some() {
            return self.reference(node, at);
        }
        if let Some(children) = self.schemas.inheritance.children(at) {
            if !self.merging.contains(at) {
                return self.parent(node, at, children);
            }
        }
        self.own(node, at)
    }

    /// The form of a schema that is no reference, and no parent of others.
    fn own(&mut self, node: &Node, at: &Pointer) -> Schema {
        let about = About::of(node);
        let mut schema = if !node.items("allOf").is_empty() {
            all_of::schema(self, node, at)
        } else if any_of::is_union(node) {
            any_of::schema(self, node, at)
        } else {
            self.plain(node, at)
        };
        schema.about = about.or(schema.about);
        schema
    }

    fn of_type(&mut self, node: &Node, ty: &str, at: &Pointer) -> Schema {
        if let Some(kind) = scalar::kind(node, ty) {
            return Schema::new(kind, at);
        }
        match ty {
            "array" => Schema::new(Kind::Array(Box::new(self.items(node, at))), at),
            "object" => Schema::new(object::kind(self, node, at), at),
            _ => Schema::any(at).note(format!("the document has a type `{ty}`, which is none")),
        }
    }

    fn items(&mut self, node: &Node, at: &Pointer) -> Schema {
        let place = at.child("items");
        match node.get("items") {
            Some(items @ (Node::Object(_) | Node::Bool(_))) => self.schema(items, &place),
            // Tuples, in the dialect of 3.0.
            Some(Node::Array(_)) => Schema::any(&place).note("each item has a schema of its own"),
            _ if node.get("prefixItems").is_some() => {
                Schema::any(&place).note("each item has a schema of its own")
            }
            _ => Schema::any(&place),
        }
    }

    /// A reference, with what is said beside it.
    fn reference(&mut self, node: &Node, at: &Pointer) -> Schema {
        if ["allOf", "anyOf", "oneOf", "properties"].iter().any(|key| node.get(key).is_some()) {
            return all_of::reference_with_more(self, node, at);
        }
        let mut schema = match self.schemas.document.follow(node, at) {
            // A reference to the whole document is no schema.
            Ok(target) if target.at.last().is_some() => Schema::new(Kind::Ref(target.at), at),
            Ok(_) => Schema::any(at).note("the reference is to the whole document"),
            Err(error) => Schema::any(at).note(error.to_string()),
        };
        schema.about = About::of(node).or(schema.about);
        schema
    }

    /// A schema with a `discriminator` and without members stands for all that inherit from it.
    fn parent(&mut self, node: &Node, at: &Pointer, children: &[Pointer]) -> Schema {
        let members = children.iter().map(|child| Schema::new(Kind::Ref(child.clone()), child));
        let discriminator = Discriminator::of(node, |reference| {
            any_of::mapped(self.schemas.document, reference, at)
        });
        let mut schema = any_of::union(members.collect(), discriminator, at);
        schema.about = About::of(node);
        schema
    }
}

impl Read for Reader<'_, '_> {
    fn document(&self) -> &Document {
        self.schemas.document
    }

    fn schema(&mut self, node: &Node, at: &Pointer) -> Schema {
        let mut schema = self.kind(node, at);
        schema.nullable |= null::accepts_null(self.schemas.document, node, at);
        schema
    }

    fn plain(&mut self, node: &Node, at: &Pointer) -> Schema {
        if let Some(listed) = scalar::listed(node, at) {
            return listed;
        }
        let types: Vec<_> = types(node);
        match types.as_slice() {
            [] => Schema::any(at),
            [ty] => self.of_type(node, ty, at),
            _ => {
                let members = types.iter().map(|ty| self.of_type(node, ty, at)).collect();
                any_of::union(members, None, at)
            }
        }
    }

    fn merged(&mut self, target: &Pointer) -> Option<Schema> {
        if let Some(known) = self.schemas.merged.borrow().get(target) {
            return Some(known.clone());
        }
        if self.merging.contains(target)
            || self.merging.len() == DEEPEST
            || self.schemas.circular.get() >= MOST_CIRCULAR
        {
            self.depends = true;
            return None;
        }
        let node = self.schemas.document.get(target)?;
        let around = std::mem::take(&mut self.depends);
        self.merging.push(target.clone());
        let schema = self.schema(node, target);
        self.merging.pop();
        match self.depends {
            true => self.schemas.circular.set(self.schemas.circular.get() + 1),
            false => drop(self.schemas.merged.borrow_mut().insert(target.clone(), schema.clone())),
        }
        self.depends |= around;
        Some(schema)
    }
}

/// The types of a schema other than `null`: those that it names, or the one that its words are about.
fn types(node: &Node) -> Vec<&str> {
    let mut types: Vec<&str> = match node.get("type") {
        Some(Node::String(ty)) => vec![ty],
        Some(Node::Array(types)) => types.iter().filter_map(Node::as_str).collect(),
        _ => implied(node).into_iter().collect(),
    };
    types.retain(|ty| *ty != "null");
    types.dedup();
    types
}

fn implied(node: &Node) -> Option<&'static str> {
    let any = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    if object::is_object(node) {
        Some("object")
    } else if any(&["items", "prefixItems", "minItems", "maxItems"]) {
        Some("array")
    } else if any(&["pattern", "minLength", "maxLength", "contentMediaType"]) {
        Some("string")
    } else {
        match node.text("format") {
            Some("int32" | "int64" | "uint32" | "uint64") => Some("integer"),
            Some("float" | "double") => Some("number"),
            Some("date-time" | "date" | "uuid" | "uri" | "email" | "binary" | "byte") => {
                Some("string")
            }
            _ => None,
        }
    }
}
