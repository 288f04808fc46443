//! Whether `null` is a value of a schema. It has many spellings; this is the only place that knows them.

use crate::document::{Document, Node, Pointer};
use std::collections::BTreeSet;

/// How many schemas within each other are asked.
const DEEPEST: usize = 32;

/// Whether a schema accepts `null`.
///
/// A schema for any value is not counted: `null` is one of its values like every other.
pub(super) fn accepts_null(document: &Document, node: &Node, at: &Pointer) -> bool {
    Question { document, asked: BTreeSet::new() }.accepts(node, at, 0)
}

/// The question, and where references have led. A place is asked once, since many may lead to it.
struct Question<'d> {
    document: &'d Document,
    asked: BTreeSet<Pointer>,
}

impl Question<'_> {
    fn accepts(&mut self, node: &Node, at: &Pointer, depth: usize) -> bool {
        // Strictly, all of `allOf` would have to; nobody means that.
        let keys = ["anyOf", "oneOf", "allOf"].into_iter();
        let mut members = keys.flat_map(|key| node.items(key).iter().map(move |it| (key, it)));
        depth < DEEPEST
            && (says_so(node)
                || members.any(|(key, it)| self.accepts(it, &at.child(key), depth + 1))
                || node.reference().is_some() && self.target_accepts(node, at, depth + 1))
    }

    fn target_accepts(&mut self, node: &Node, at: &Pointer, depth: usize) -> bool {
        let Ok(target) = self.document.follow(node, at) else { return false };
        self.asked.insert(target.at.clone()) && self.accepts(target.node, &target.at, depth)
    }
}

/// Whether the schema says so itself.
fn says_so(node: &Node) -> bool {
    node.flag("nullable")
        || node.flag("x-nullable")
        || is_null_type(node.get("type"))
        || node.items("type").iter().any(|item| is_null_type(Some(item)))
        || node.items("enum").contains(&Node::Null)
        || node.get("const") == Some(&Node::Null)
}

/// In YAML, the type may have been written without quotes.
fn is_null_type(node: Option<&Node>) -> bool {
    matches!(node, Some(Node::Null)) || node.and_then(Node::as_str) == Some("null")
}

/// Whether `null` is all that a schema accepts, or all that it says.
pub(super) fn is_only_null(node: &Node) -> bool {
    let Some(object) = node.as_object() else { return false };
    let of_type = is_null_type(object.get("type"))
        || object.get("const") == Some(&Node::Null)
        || matches!(object.get("type"), Some(Node::Array(types)) if types.iter().all(|item| is_null_type(Some(item))) && !types.is_empty())
        || matches!(object.get("enum"), Some(Node::Array(values)) if !values.is_empty() && values.iter().all(|value| *value == Node::Null));
    let words = ["nullable", "x-nullable", "description", "title", "default"];
    let bare = node.flag("nullable") && object.keys().all(|key| words.contains(&key.as_str()));
    of_type || bare
}
