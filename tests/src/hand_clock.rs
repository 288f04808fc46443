//! A clock that is moved by hand.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use schematic_api::{Clock, Sleep};

/// Where the clock starts, in seconds since 1970: a number that is easy to recognize.
pub const START: u64 = 1_700_000_000;

/// A clock that is moved by hand, and by whoever sleeps. Clones show the same time.
#[derive(Clone, Debug)]
pub struct HandClock {
    start: Instant,
    passed: Arc<Mutex<Duration>>,
}

impl HandClock {
    /// A clock that shows [`START`].
    #[must_use]
    pub fn new() -> Self {
        Self { start: tokio::time::Instant::now().into_std(), passed: Arc::default() }
    }

    /// Moves the clock on.
    pub fn advance(&self, duration: Duration) {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner) += duration;
    }

    /// Returns how far it was moved.
    #[must_use]
    pub fn passed(&self) -> Duration {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for HandClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for HandClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn system_time(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(START) + self.passed()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        self.advance(duration);
        Box::pin(std::future::ready(()))
    }
}
