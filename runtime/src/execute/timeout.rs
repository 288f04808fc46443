//! The times of a call, from wherever they are set.

use std::time::{Duration, Instant};

use crate::client::Tuning;
use crate::client::{Clock, Inner};
use crate::declaration::Endpoint;
use crate::error::Timeout;
use crate::reply::earlier;

/// The whole call, when nothing else is said: 10 min.
pub(crate) const TOTAL: Duration = Duration::from_secs(600);

/// Between two chunks of a body, when nothing else is said: 60 s.
pub(crate) const IDLE: Duration = Duration::from_secs(60);

/// The times of one call, from wherever they are set.
pub(crate) struct Times {
    deadline: Option<Instant>,
    attempt: Option<Duration>,
    pub(crate) idle: Duration,
    /// Whether the deadline was set for this call, its endpoint or the client, so that it bounds a
    /// stream too.
    bounds_stream: bool,
}

impl Times {
    /// The times of a call that starts now.
    pub(crate) fn of(client: &Inner, endpoint: &Endpoint, tuning: Tuning) -> Self {
        let set = nearest_total(client, endpoint, tuning);
        Self {
            deadline: client.clock.now().checked_add(total(client, endpoint, tuning)),
            attempt: tuning.attempt_timeout.or(client.times.attempt),
            idle: tuning.idle_timeout.or(client.times.idle).unwrap_or(IDLE),
            bounds_stream: set.is_some(),
        }
    }

    /// What is left of the call's time. `None`: there is no end to it.
    pub(crate) fn remaining(&self, clock: &dyn Clock) -> Option<Duration> {
        Some(self.deadline?.saturating_duration_since(clock.now()))
    }

    /// When the attempt that starts now is over, and as what.
    pub(crate) fn attempt_deadline(&self, clock: &dyn Clock) -> Option<(Instant, Timeout)> {
        let total = self.deadline.map(|at| (at, Timeout::Total));
        let attempt = self.attempt.and_then(|time| clock.now().checked_add(time));
        let attempt = attempt.map(|at| (at, Timeout::Attempt));
        earlier(total, attempt)
    }

    /// When a stream is over.
    pub(crate) fn stream_deadline(&self) -> Option<(Instant, Timeout)> {
        self.deadline.filter(|_| self.bounds_stream).map(|at| (at, Timeout::Total))
    }
}

/// How long a whole call may take.
pub(crate) fn total(client: &Inner, endpoint: &Endpoint, tuning: Tuning) -> Duration {
    let declared = || client.spec.total_timeout().unwrap_or(TOTAL);
    nearest_total(client, endpoint, tuning).unwrap_or_else(declared)
}

/// The same, if it is set nearer to the call than for its whole API.
fn nearest_total(client: &Inner, endpoint: &Endpoint, tuning: Tuning) -> Option<Duration> {
    tuning.timeout.or(endpoint.total_timeout()).or(client.times.total)
}
