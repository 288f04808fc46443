//! The times of one call: its end, the end of each attempt, and the longest silence.

use std::time::{Duration, Instant};

use crate::client::Clock;
use crate::error::Timeout;
use crate::reply::earlier;
use crate::request::Tuning;

/// The whole call, when nothing else is said: 10 min.
pub(crate) const TOTAL: Duration = Duration::from_secs(600);

/// Between two chunks of a body, when nothing else is said: 60 s.
const IDLE: Duration = Duration::from_secs(60);

/// The times of one call.
pub(crate) struct Times {
    end: Option<Instant>,
    /// The end of a reply that streams.
    stream_end: Option<Instant>,
    attempt: Option<Duration>,
    pub(crate) idle: Duration,
}

impl Times {
    /// The times of a call that starts now.
    pub(crate) fn of(tuning: Tuning, clock: &dyn Clock) -> Self {
        let now = clock.now();
        Self {
            end: now.checked_add(tuning.timeout.unwrap_or(TOTAL)),
            stream_end: tuning.stream_timeout.and_then(|timeout| now.checked_add(timeout)),
            attempt: tuning.attempt_timeout,
            idle: tuning.idle_timeout.unwrap_or(IDLE),
        }
    }

    /// What is left of the call's time. `None`: there is no end to it.
    pub(crate) fn remaining(&self, clock: &dyn Clock) -> Option<Duration> {
        Some(self.end?.saturating_duration_since(clock.now()))
    }

    /// When the attempt that starts now is over, and as what.
    pub(crate) fn attempt_deadline(&self, clock: &dyn Clock) -> Option<(Instant, Timeout)> {
        let total = self.end.map(|at| (at, Timeout::Total));
        let attempt = self.attempt.and_then(|time| clock.now().checked_add(time));
        let attempt = attempt.map(|at| (at, Timeout::Attempt));
        earlier(total, attempt)
    }

    /// When a stream is over.
    pub(crate) fn stream_deadline(&self) -> Option<(Instant, Timeout)> {
        self.stream_end.map(|at| (at, Timeout::Total))
    }
}
