//! The time limits of one call: of the whole call, of each attempt, and of silence.

use std::time::{Duration, Instant};

use crate::client::Clock;
use crate::error::Timeout;
use crate::reply::earlier;
use crate::request::Tuning;

/// The default time limit of a whole call.
pub(crate) const TOTAL: Duration = Duration::from_secs(600);

/// The default time limit between two chunks of a body.
const IDLE: Duration = Duration::from_secs(60);

/// The time limits of one call.
pub(crate) struct Times {
    end: Option<Instant>,
    /// The end of a reply that streams, if there is one.
    stream_end: Option<Instant>,
    attempt: Option<Duration>,
    pub(crate) idle: Duration,
}

impl Times {
    /// Computes the limits of a call that starts now.
    pub(crate) fn of(tuning: Tuning, clock: &dyn Clock) -> Self {
        let now = clock.now();
        Self {
            end: now.checked_add(tuning.timeout.unwrap_or(TOTAL)),
            stream_end: tuning.stream_timeout.and_then(|timeout| now.checked_add(timeout)),
            attempt: tuning.attempt_timeout,
            idle: tuning.idle_timeout.unwrap_or(IDLE),
        }
    }

    /// Returns the time left for the call, or `None` if it has no limit.
    pub(crate) fn remaining(&self, clock: &dyn Clock) -> Option<Duration> {
        Some(self.end?.saturating_duration_since(clock.now()))
    }

    /// Returns when the attempt that starts now has to end, and which limit that is.
    pub(crate) fn attempt_deadline(&self, clock: &dyn Clock) -> Option<(Instant, Timeout)> {
        let total = self.end.map(|at| (at, Timeout::Total));
        let attempt = self.attempt.and_then(|time| clock.now().checked_add(time));
        let attempt = attempt.map(|at| (at, Timeout::Attempt));
        earlier(total, attempt)
    }

    /// Returns when a stream has to end.
    pub(crate) fn stream_deadline(&self) -> Option<(Instant, Timeout)> {
        self.stream_end.map(|at| (at, Timeout::Total))
    }
}
