//! What happened in a run, as a stream tells it.

use serde::Serialize;
use serde_json::Value;

/// An event of a run, as a stream of the run would carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    name: String,
    data: Value,
}

impl Event {
    pub(super) fn new(name: impl Into<String>, data: &impl Serialize) -> Self {
        // The wire types always serialize: they have text keys only.
        Self { name: name.into(), data: serde_json::to_value(data).unwrap_or_default() }
    }

    /// The name, such as `thread.run.completed`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The object that it is about, or how that changes, in its wire form.
    pub fn data(&self) -> &Value {
        &self.data
    }
}
