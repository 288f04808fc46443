//! The sources of time and randomness. Both can be replaced, so that tests are deterministic.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant, SystemTime},
};

/// The future that [`Clock::sleep`] returns.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The source of time for a client's deadlines, backoff and polling.
///
/// The default is [`TokioClock`]. Replace it in tests, or to use a runtime that has its own timers.
///
/// # Examples
///
/// A clock whose wall-clock time is always the start of 2026:
///
/// ```
/// use std::time::{Duration, Instant, SystemTime};
/// use schematic_api::{Clock, Sleep, TokioClock};
///
/// struct NewYear;
///
/// impl Clock for NewYear {
///     fn now(&self) -> Instant {
///         TokioClock.now()
///     }
///
///     fn system_time(&self) -> SystemTime {
///         SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
///     }
///
///     fn sleep(&self, duration: Duration) -> Sleep {
///         TokioClock.sleep(duration)
///     }
/// }
/// ```
pub trait Clock: Send + Sync + 'static {
    /// Returns the monotonic time, against which deadlines are measured.
    fn now(&self) -> Instant;

    /// Returns the wall-clock time, with which an HTTP date in `Retry-After` is compared.
    fn system_time(&self) -> SystemTime;

    /// Returns what this clock lacks in the current context, as the message of an error, or `None` if it can run.
    ///
    /// A call is checked before anything is sent: `Some` fails it with an error of the kind
    /// [`Config`](crate::ErrorKind::Config). The default is `None`.
    fn missing(&self) -> Option<&'static str> {
        None
    }

    /// Returns a future that completes once `duration` has passed on this clock.
    fn sleep(&self, duration: Duration) -> Sleep;
}

/// The error of a call that is awaited on another executor.
const NO_RUNTIME: &str =
    "there is no tokio runtime here: await calls inside one, such as that of `#[tokio::main]`";

/// The clock of the tokio runtime; the default.
///
/// Its monotonic time and its sleeps follow `tokio::time::pause` and `tokio::time::advance`. Calls must be awaited
/// inside a tokio runtime.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that the time comes from")]
    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn missing(&self) -> Option<&'static str> {
        tokio::runtime::Handle::try_current().is_err().then_some(NO_RUNTIME)
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The source of the jitter in the backoff. Any `Fn() -> f64` is one: `|| 0.5` makes the pauses of a test predictable.
pub trait Jitter: Send + Sync + 'static {
    /// Returns the next fraction, from 0 (no delay) to 1 (the whole delay). Values outside that range are clamped.
    fn fraction(&self) -> f64;
}

impl<F: Fn() -> f64 + Send + Sync + 'static> Jitter for F {
    fn fraction(&self) -> f64 {
        self()
    }
}

/// Random jitter from the thread's generator; the default.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomJitter;

impl Jitter for RandomJitter {
    fn fraction(&self) -> f64 {
        fastrand::f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn tokio_clock_follows_paused_time() {
        let started = TokioClock.now();
        TokioClock.sleep(Duration::from_secs(3600)).await;
        assert_eq!(TokioClock.now() - started, Duration::from_secs(3600));
    }

    #[test]
    fn random_jitter_stays_in_its_range() {
        assert!((0..1000).all(|_| (0.0..1.0).contains(&RandomJitter.fraction())));
    }
}
