//! The times and repetitions of a call, as far as one place sets them.

use std::time::Duration;

/// The times and repetitions of a call, where they differ from the client's.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tuning {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
}

impl Tuning {
    /// This tuning with what `over` says.
    pub(crate) fn overlaid(self, over: Self) -> Self {
        Self {
            timeout: over.timeout.or(self.timeout),
            attempt_timeout: over.attempt_timeout.or(self.attempt_timeout),
            idle_timeout: over.idle_timeout.or(self.idle_timeout),
            retries: over.retries.or(self.retries),
        }
    }
}
