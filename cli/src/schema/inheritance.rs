//! Inheritance: a component with a `discriminator` and without members, and those that have it in their `allOf`.

use crate::document::{Document, Node, Pointer};
use std::collections::BTreeMap;

/// Which components inherit from which.
#[derive(Debug, Default)]
pub(super) struct Inheritance {
    children: BTreeMap<Pointer, Vec<Pointer>>,
}

impl Inheritance {
    pub(super) fn of(document: &Document) -> Self {
        let mut inheritance = Self::default();
        let place = Pointer::root().child("components").child("schemas");
        let components = document.get(&place).and_then(Node::as_object);
        for (name, schema) in components.into_iter().flatten() {
            let at = place.child(name);
            for parent in schema.items("allOf") {
                inheritance.add(document, parent, &at);
            }
        }
        // With one child, the parent is that child or itself.
        inheritance.children.retain(|_, children| children.len() > 1);
        inheritance
    }

    fn add(&mut self, document: &Document, parent: &Node, child: &Pointer) {
        if parent.reference().is_none() {
            return;
        }
        let Ok(target) = document.follow(parent, child) else { return };
        let is_union = ["oneOf", "anyOf"].iter().any(|key| !target.node.items(key).is_empty());
        if target.node.get("discriminator").is_some() && !is_union && target.at != *child {
            self.children.entry(target.at).or_default().push(child.clone());
        }
    }

    /// Those that inherit from a schema.
    pub(super) fn children(&self, at: &Pointer) -> Option<&[Pointer]> {
        self.children.get(at).map(Vec::as_slice)
    }
}
