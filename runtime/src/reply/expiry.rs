//! The timer of an attempt, for all of its time limits.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::client::{Clock, Sleep};
use crate::error::Timeout;

/// Returns the earlier of two deadlines; the first, if they are the same.
pub(crate) fn earlier(
    one: Option<(Instant, Timeout)>,
    other: Option<(Instant, Timeout)>,
) -> Option<(Instant, Timeout)> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.0 < one.0 { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// Watches the time limits of one attempt, first for the head of the reply and then for its body.
///
/// It sleeps only while what it watches is pending, and reuses its sleep across the chunks of a body.
pub(crate) struct Expiry {
    clock: Arc<dyn Clock>,
    deadline: Option<(Instant, Timeout)>,
    idle: Option<Duration>,
    active: Instant,
    sleep: Option<Sleep>,
}

impl Expiry {
    /// Creates a timer that expires at the deadline only.
    pub(crate) fn at(clock: Arc<dyn Clock>, deadline: Option<(Instant, Timeout)>) -> Self {
        let active = clock.now();
        Self { clock, deadline, idle: None, active, sleep: None }
    }

    /// Makes the timer expire also if [`touch`](Self::touch) is not called for as long as `idle`.
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

    /// Moves the deadline to `time` from now, unless it is already earlier.
    pub(crate) fn shorten(&mut self, time: Duration) {
        let at = self.clock.now().checked_add(time).map(|at| (at, Timeout::Attempt));
        self.set_deadline(earlier(self.deadline, at));
    }

    /// Restarts the idle timeout.
    pub(crate) fn touch(&mut self) {
        self.active = self.clock.now();
    }

    /// Returns the limit of the deadline, if the deadline has passed.
    pub(crate) fn passed(&self) -> Option<Timeout> {
        self.deadline.filter(|(at, _)| self.clock.now() >= *at).map(|(_, which)| which)
    }

    /// Completes once one of the limits is exceeded, and returns which.
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
            // The sleep may have been started for an earlier time than the one that now applies.
            self.sleep = None;
        }
        Poll::Pending
    }

    fn next(&self) -> Option<(Instant, Timeout)> {
        let idle = self.idle.and_then(|idle| Some((self.active.checked_add(idle)?, Timeout::Idle)));
        earlier(self.deadline, idle)
    }

    /// Returns the output of `future`, or the limit that was exceeded before it completed.
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
    use crate::client::TokioClock;

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
