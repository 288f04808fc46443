//! The times of a call, and the one timer that watches them.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::client::Inner;
use crate::clock::{Clock, Sleep};
use crate::endpoint::Endpoint;
use crate::error::Timeout;
use crate::options::Tuning;

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

/// The earlier of two times; the first, if they are the same.
fn earlier(
    one: Option<(Instant, Timeout)>,
    other: Option<(Instant, Timeout)>,
) -> Option<(Instant, Timeout)> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.0 < one.0 { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// Watches the times of one attempt: until the head of the reply is there, then until its body is.
///
/// It sleeps only while what it watches is pending, and keeps its sleep over the chunks of a body.
pub(crate) struct Expiry {
    clock: Arc<dyn Clock>,
    deadline: Option<(Instant, Timeout)>,
    idle: Option<Duration>,
    active: Instant,
    sleep: Option<Sleep>,
}

impl Expiry {
    /// Expires at the deadline only.
    pub(crate) fn at(clock: Arc<dyn Clock>, deadline: Option<(Instant, Timeout)>) -> Self {
        let active = clock.now();
        Self { clock, deadline, idle: None, active, sleep: None }
    }

    /// Expires also when nothing happens for so long.
    pub(crate) fn watch_idle(&mut self, idle: Duration) {
        self.idle = Some(idle);
        self.sleep = None;
        self.touch();
    }

    /// Replaces the deadline.
    pub(crate) fn set_deadline(&mut self, deadline: Option<(Instant, Timeout)>) {
        self.deadline = deadline;
        self.sleep = None;
    }

    /// Moves the deadline to so long from now, unless it is earlier.
    pub(crate) fn shorten(&mut self, time: Duration) {
        let at = self.clock.now().checked_add(time).map(|at| (at, Timeout::Attempt));
        self.set_deadline(earlier(self.deadline, at));
    }

    /// Says that something happened.
    pub(crate) fn touch(&mut self) {
        self.active = self.clock.now();
    }

    /// Completes when one of the times has run out.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Timeout> {
        while let Some((at, which)) = self.next() {
            let remaining = at.saturating_duration_since(self.clock.now());
            if remaining.is_zero() {
                return Poll::Ready(which);
            }
            let sleep = self.sleep.get_or_insert_with(|| self.clock.sleep(remaining));
            if sleep.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            // It may have been set for an earlier time than the one that holds now.
            self.sleep = None;
        }
        Poll::Pending
    }

    fn next(&self) -> Option<(Instant, Timeout)> {
        let idle = self.idle.and_then(|idle| Some((self.active.checked_add(idle)?, Timeout::Idle)));
        earlier(self.deadline, idle)
    }

    /// The result of `future`, or which of the times ran out before it.
    pub(crate) async fn race<F: Future>(&mut self, future: F) -> Result<F::Output, Timeout> {
        let mut future = std::pin::pin!(future);
        std::future::poll_fn(|context| match Pin::as_mut(&mut future).poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => self.poll(context).map(Err),
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::TokioClock;

    fn after(seconds: u64, which: Timeout) -> Option<(Instant, Timeout)> {
        Some((TokioClock.now() + Duration::from_secs(seconds), which))
    }

    #[tokio::test(start_paused = true)]
    async fn the_deadline_ends_a_race() {
        let mut expiry = Expiry::at(Arc::new(TokioClock), after(5, Timeout::Total));
        assert_eq!(expiry.race(std::future::pending::<()>()).await, Err(Timeout::Total));
        assert_eq!(expiry.race(std::future::ready(1)).await, Ok(1));
    }

    #[tokio::test(start_paused = true)]
    async fn idleness_counts_from_the_last_sign_of_life() {
        let started = TokioClock.now();
        let mut expiry = Expiry::at(Arc::new(TokioClock), after(100, Timeout::Total));
        expiry.watch_idle(Duration::from_secs(10));
        for _ in 0..5 {
            assert_eq!(expiry.race(TokioClock.sleep(Duration::from_secs(9))).await, Ok(()));
            expiry.touch();
        }
        assert_eq!(expiry.race(std::future::pending::<()>()).await, Err(Timeout::Idle));
        assert_eq!((TokioClock.now() - started).as_secs(), 55);
    }

    #[tokio::test(start_paused = true)]
    async fn a_deadline_in_the_middle_of_life_still_holds() {
        let mut expiry = Expiry::at(Arc::new(TokioClock), after(15, Timeout::Total));
        expiry.watch_idle(Duration::from_secs(10));
        assert_eq!(expiry.race(TokioClock.sleep(Duration::from_secs(9))).await, Ok(()));
        expiry.touch();
        assert_eq!(expiry.race(std::future::pending::<()>()).await, Err(Timeout::Total));
    }

    #[tokio::test(start_paused = true)]
    async fn the_longest_time_does_not_overflow() {
        let mut expiry = Expiry::at(Arc::new(TokioClock), None);
        expiry.watch_idle(Duration::MAX);
        assert_eq!(expiry.race(TokioClock.sleep(Duration::from_secs(9))).await, Ok(()));
    }
}
