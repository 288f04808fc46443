//! What the forms of schemas within a schema are asked of, by those that know one kind of schema each.

use super::kind::Schema;
use crate::document::{Document, Node, Pointer};

/// Reads schemas, and knows which references it is within.
pub(super) trait Read {
    /// The document that they are in.
    fn document(&self) -> &Document;

    /// The form of a schema.
    fn schema(&mut self, node: &Node, at: &Pointer) -> Schema;

    /// The form of a schema without regard to its `allOf`, `anyOf` and `oneOf`.
    fn plain(&mut self, node: &Node, at: &Pointer) -> Schema;

    /// The form of what a reference leads to, in place of the reference. `None` if this is within itself.
    fn merged(&mut self, target: &Pointer) -> Option<Schema>;
}
