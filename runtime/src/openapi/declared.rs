//! What a declaration says about its lines beside the table of endpoints: the types of each.

use super::question::Describe;
use crate::declaration::Endpoint;

/// A declaration whose types can be listed: a client, or a group whose client is in another block. `api!` implements it.
#[doc(hidden)]
pub trait Declared {
    /// The version of the crate that has the declaration.
    const VERSION: Option<&'static str> = None;

    /// Adds the lines of the declaration.
    fn declare(lines: &mut Lines);
}

/// The lines of a declaration.
#[doc(hidden)]
#[derive(Default)]
pub struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) groups: Vec<Group>,
    /// The types of the errors of the client: that for all other statuses, if it has one, and those of its conditions.
    pub(super) errors: Vec<Describe>,
    /// What the client says about the group that comes next.
    docs: &'static str,
}

/// A line of a declaration.
pub(super) struct Line {
    pub(super) endpoint: &'static Endpoint,
    /// The types of the path, the query, the headers, the body, the reply, the errors by status, and the error conditions.
    pub(super) types: Vec<Describe>,
    pub(super) polled_until: Option<&'static str>,
}

/// A group of lines.
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) docs: &'static str,
}

/// Called by the generated code.
impl Lines {
    /// Sets the types of the client's errors.
    pub fn errors(&mut self, types: &[Describe]) {
        self.errors = types.to_vec();
    }

    /// Begins a group.
    pub fn group(&mut self, name: &'static str, docs: &'static str) {
        let of_client = std::mem::take(&mut self.docs);
        let docs = if docs.is_empty() { of_client } else { docs };
        self.groups.push(Group { name, docs });
    }

    /// Adds the lines of a group of another block.
    pub fn mounted<T: Declared>(&mut self, docs: &'static str) {
        self.docs = docs;
        T::declare(self);
    }

    /// Adds a line.
    pub fn line(&mut self, endpoint: &'static Endpoint, types: &[Describe]) -> &mut Self {
        self.lines.push(Line { endpoint, types: types.to_vec(), polled_until: None });
        self
    }

    /// Sets the function that says whether a reply of the line before is settled.
    pub fn polled_until(&mut self, function: &'static str) {
        if let Some(line) = self.lines.last_mut() {
            line.polled_until = Some(function);
        }
    }
}
