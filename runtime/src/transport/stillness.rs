//! Connections that the server has closed while nothing looked at them.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};

/// How long nothing has to be sent before the connections are looked at: servers keep them for longer, and two calls in a row
/// should not pay for it.
const SHORT: Duration = Duration::from_millis(20);

/// The time since the last request.
pub(super) struct Stillness {
    created: Instant,
    /// When the last request was sent, in milliseconds since then.
    last: AtomicU64,
}

impl Default for Stillness {
    #[expect(clippy::disallowed_methods, reason = "about connections, whose time cannot be paused")]
    fn default() -> Self {
        Self { created: Instant::now(), last: AtomicU64::new(0) }
    }
}

impl Stillness {
    /// Lets a runtime of one thread see which connections the server has closed, so that none of them is used.
    ///
    /// Nothing sees that while the thread is outside of the runtime, or does something else for long. The sockets are looked
    /// at during the first pause, and the connections act on it during the second.
    pub(super) async fn end(&self) {
        let is_alone = |handle: Handle| handle.runtime_flavor() == RuntimeFlavor::CurrentThread;
        if self.was_long() && Handle::try_current().is_ok_and(is_alone) {
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        }
    }

    fn was_long(&self) -> bool {
        let now = u64::try_from(self.created.elapsed().as_millis()).unwrap_or(u64::MAX);
        let pause = now.saturating_sub(self.last.swap(now, Relaxed));
        Duration::from_millis(pause) >= SHORT
    }
}
