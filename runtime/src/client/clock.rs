//! Time and chance, as the engine sees them. Both are injected, so that a test decides what time it
//! is and how the dice fall.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant, SystemTime},
};

/// The future that [`Clock::sleep`] returns.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where a client reads the time and waits: deadlines, backoff, polling.
///
/// [`TokioClock`] is the default. A replacement is for tests, and for runtimes with timers of their
/// own.
///
/// # Examples
///
/// A clock on which it is always New Year 2026:
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
    /// The monotonic time, which deadlines are measured on.
    fn now(&self) -> Instant;

    /// The wall-clock time, which an HTTP date in `Retry-After` is compared with.
    fn system_time(&self) -> SystemTime;

    /// What this clock needs and does not find where it is asked; `None`, the default, when it can run.
    fn missing(&self) -> Option<&'static str> {
        None
    }

    /// Completes once `duration` has passed on this clock.
    fn sleep(&self, duration: Duration) -> Sleep;
}

/// What is missing where a call is awaited by another executor.
const NO_RUNTIME: &str =
    "there is no tokio runtime here: await calls inside one, such as that of `#[tokio::main]`";

/// The clock of the tokio runtime. Under `tokio::time::pause` it stands still, and
/// `tokio::time::advance` moves it.
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

/// Where the jitter of the backoff comes from. Any `Fn() -> f64` is one: `|| 0.5` takes the chance
/// out of a test.
pub trait Jitter: Send + Sync + 'static {
    /// The next number from 0 (no delay) to 1 (the whole delay). What lies outside is clamped.
    fn fraction(&self) -> f64;
}

impl<F: Fn() -> f64 + Send + Sync + 'static> Jitter for F {
    fn fraction(&self) -> f64 {
        self()
    }
}

/// Jitter from the thread's random generator: the default.
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
