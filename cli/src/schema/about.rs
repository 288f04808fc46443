//! What a schema says for people, and for readers of its documentation.

use crate::document::Node;

/// What a schema says for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// The value that counts if there is none.
    pub default: Option<Node>,
    /// Limits of the values, in words: `1 to 100`.
    pub limits: Vec<String>,
    /// `format`, of strings.
    pub format: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// The one direction in which it is sent, if it is not for both.
    pub one_way: Option<OneWay>,
    /// What the normal form does not say.
    pub notes: Vec<String>,
}

/// The one direction in which something is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneWay {
    /// `readOnly`: only the service sends it.
    ReadOnly,
    /// `writeOnly`: only the caller does.
    WriteOnly,
}

impl OneWay {
    /// What is said to be both, is said to be never sent, which nobody means.
    fn of(node: &Node) -> Option<Self> {
        match (node.flag("readOnly"), node.flag("writeOnly")) {
            (true, false) => Some(Self::ReadOnly),
            (false, true) => Some(Self::WriteOnly),
            _ => None,
        }
    }
}

impl About {
    pub(super) fn of(node: &Node) -> Self {
        let text = |key| node.text(key).map(str::trim).filter(|text| !text.is_empty());
        Self {
            title: text("title").map(str::to_owned),
            description: text("description").map(str::to_owned),
            default: node.get("default").filter(|default| **default != Node::Null).cloned(),
            limits: limits(node),
            format: text("format").map(str::to_owned),
            deprecated: node.flag("deprecated"),
            one_way: OneWay::of(node),
            notes: Vec::new(),
        }
    }

    /// What one schema says, and where it says nothing, what the other does.
    pub(super) fn or(self, other: Self) -> Self {
        let mut notes = self.notes;
        notes.extend(other.notes);
        Self {
            title: self.title.or(other.title),
            description: self.description.or(other.description),
            default: self.default.or(other.default),
            limits: if self.limits.is_empty() { other.limits } else { self.limits },
            format: self.format.or(other.format),
            deprecated: self.deprecated || other.deprecated,
            one_way: self.one_way.or(other.one_way),
            notes,
        }
    }
}

/// The constraints of a schema in words.
fn limits(node: &Node) -> Vec<String> {
    let values = range(bound(node, "minimum"), bound(node, "maximum"), "");
    let exclusive = [("exclusiveMinimum", "more than"), ("exclusiveMaximum", "less than")];
    // In 3.0, these are flags beside `minimum` and `maximum`.
    let exclusive = exclusive.into_iter().filter_map(|(key, words)| match node.get(key)? {
        Node::Number(number) => Some(format!("{words} {number}")),
        _ => None,
    });
    let lengths = range(bound(node, "minLength"), bound(node, "maxLength"), " characters");
    let items = range(bound(node, "minItems"), bound(node, "maxItems"), " items");
    let pattern = node.text("pattern").map(|pattern| format!("of the form `{pattern}`"));
    // A pattern with a backtick or a line break would end its code span.
    let pattern = pattern.filter(|text| text.matches('`').count() == 2 && !text.contains('\n'));
    values.into_iter().chain(exclusive).chain(lengths).chain(items).chain(pattern).collect()
}

fn bound(node: &Node, key: &str) -> Option<String> {
    match node.get(key)? {
        Node::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn range(from: Option<String>, to: Option<String>, unit: &str) -> Option<String> {
    Some(match (from, to) {
        (Some(from), Some(to)) if from == to => format!("{from}{unit}"),
        (Some(from), Some(to)) => format!("{from} to {to}{unit}"),
        (Some(from), None) if from == "0" => return None,
        (Some(from), None) => format!("at least {from}{unit}"),
        (None, Some(to)) => format!("at most {to}{unit}"),
        (None, None) => return None,
    })
}
