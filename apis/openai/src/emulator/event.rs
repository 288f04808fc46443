//! The events of a run, as a stream carries them.

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
        // Encoding cannot fail: the wire types have string keys only.
        Self { name: name.into(), data: serde_json::to_value(data).unwrap_or_default() }
    }

    /// Returns the name, such as `thread.run.completed`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the data in its wire form: the object that the event is about, or a delta of it.
    pub fn data(&self) -> &Value {
        &self.data
    }
}
