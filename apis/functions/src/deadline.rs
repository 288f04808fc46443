//! The moment at which a conversation with a model has taken too long.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep};

/// The moment at which time runs out; `None` if it is too far away to be represented.
#[derive(Debug)]
pub struct Deadline {
    at: Option<Instant>,
    /// Created on first use, because a Tokio timer can only be created within a runtime.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    /// Ends after this time from now.
    pub fn after(timeout: Duration) -> Self {
        Self { at: Instant::now().checked_add(timeout), timer: None }
    }

    /// Waits until time has run out.
    pub fn poll_passed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(at) = self.at else { return Poll::Pending };
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(at)));
        // A timer stays pending once the task's cooperative budget is spent, as it is when events never pause.
        match timer.as_mut().poll(context).is_ready() || at <= Instant::now() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}
