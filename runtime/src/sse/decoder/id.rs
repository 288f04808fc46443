//! The ids of events.

use super::text::{KEPT, text};

/// The last id of a stream, and the one that counts until the event with the last one is complete.
#[derive(Debug, Default)]
pub(super) struct Id {
    pub(super) last: String,
    pub(super) before: String,
    /// Whether an id has been set since the last blank line.
    is_new: bool,
}

impl Id {
    pub(super) fn last(&self) -> &str {
        &self.last
    }

    /// Returns the last id that counts. That of an event that is not complete does not.
    pub(super) fn of_last_event(&self) -> &str {
        if self.is_new { &self.before } else { &self.last }
    }

    /// Sets the id, unless it contains a NUL.
    pub(super) fn set(&mut self, value: &[u8]) {
        if value.contains(&0) {
            return;
        }
        if !self.is_new {
            self.is_new = true;
            std::mem::swap(&mut self.last, &mut self.before);
        }
        let value = text(value);
        forget(&mut self.last);
        self.last.reserve_exact(value.len());
        self.last.push_str(&value);
    }

    /// Processes a blank line, from which on the last id counts.
    pub(super) fn end_event(&mut self) {
        if self.is_new {
            self.is_new = false;
            forget(&mut self.before);
        }
    }
}

/// Clears an id. A large buffer is not kept.
fn forget(id: &mut String) {
    id.clear();
    if id.capacity() > KEPT {
        *id = String::new();
    }
}
