//! Brings a schema to its form.

use super::kind::{Discriminator, Kind, Schema};
use super::{About, Schemas, all_of, any_of, null, object, scalar};
use crate::document::{Node, Pointer};

/// Reads schemas, and knows which references it is within.
pub(super) struct Reader<'a, 'd> {
    pub(super) schemas: &'a Schemas<'d>,
    /// The places whose contents are being merged into others.
    merging: Vec<Pointer>,
}

/// How many references may be merged into one another.
const DEEPEST: usize = 24;

impl<'a, 'd> Reader<'a, 'd> {
    pub(super) fn new(schemas: &'a Schemas<'d>) -> Self {
        Self { schemas, merging: Vec::new() }
    }

    /// The form of a schema.
    pub(super) fn schema(&mut self, node: &Node, at: &Pointer) -> Schema {
        let mut schema = self.kind(node, at);
        schema.nullable |= null::accepts_null(self.schemas.document, node, at);
        schema
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

    /// A schema without `allOf`, `anyOf` and `oneOf`.
    pub(super) fn plain(&mut self, node: &Node, at: &Pointer) -> Schema {
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
        let discriminator = Discriminator::of(node, |reference| self.mapped(reference, at));
        let mut schema = any_of::union(members.collect(), discriminator, at);
        schema.about = About::of(node);
        schema
    }

    /// The schema that a `mapping` names: by a reference, or by the name of a component.
    pub(super) fn mapped(&self, reference: &str, at: &Pointer) -> Option<Pointer> {
        let component = || Pointer::root().child("components").child("schemas").child(reference);
        let target = match reference.starts_with('#') {
            true => self.schemas.document.target(reference, at).ok()?,
            false => component(),
        };
        let node = self.schemas.document.get(&target)?;
        Some(self.schemas.document.follow(node, &target).ok()?.at)
    }

    /// The form of what a reference leads to, in place of the reference. `None` if this is within itself.
    pub(super) fn merged(&mut self, target: &Pointer) -> Option<Schema> {
        if self.merging.contains(target) || self.merging.len() == DEEPEST {
            return None;
        }
        let node = self.schemas.document.get(target)?;
        self.merging.push(target.clone());
        let schema = self.schema(node, target);
        self.merging.pop();
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
