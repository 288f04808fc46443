//! How far all parts together have got.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use schematic_api::{Direction, Progress};

use super::settings::OnProgress;

/// The bytes of all parts.
#[derive(Clone)]
pub(super) struct Total {
    on_progress: OnProgress,
    length: u64,
    done: Arc<Mutex<BTreeMap<usize, u64>>>,
}

impl Total {
    pub(super) fn new(on_progress: OnProgress, length: u64) -> Self {
        Self { on_progress, length, done: Arc::default() }
    }

    /// Counts a part that was sent before.
    pub(super) fn add(&self, number: usize, length: u64) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.insert(number, length);
    }

    /// Returns what is told of the progress of one part.
    pub(super) fn part(self, number: usize, length: u64) -> impl Fn(Progress) + Send + Sync {
        move |progress| {
            if progress.direction == Direction::Upload {
                // What frames the part counts there, and not here.
                self.report(number, progress.done.min(length), progress);
            }
        }
    }

    /// Calls the function while nobody else does, so that it is told the numbers in their order.
    fn report(&self, number: usize, of_part: u64, mut progress: Progress) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.insert(number, of_part);
        progress.done = done.values().sum();
        progress.total = Some(self.length);
        (self.on_progress)(progress);
    }
}
