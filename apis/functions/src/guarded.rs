//! The future of a function, whose panics stay within.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;

/// A future that somebody else wrote. It may panic when it is created, polled or dropped.
pub(crate) struct Guarded<T>(State<T>);

enum State<T> {
    Running(BoxFuture<'static, T>),
    Panicked,
    Over,
}

/// The future panicked instead of giving its output.
pub(crate) struct Panicked;

impl<T> Guarded<T> {
    pub(crate) fn of(begin: impl FnOnce() -> BoxFuture<'static, T>) -> Self {
        Self(caught(begin).map_or(State::Panicked, State::Running))
    }

    /// Drops the future. What it panics with then changes nothing: its output, or the lack of one, is known.
    fn end(&mut self) {
        _ = caught(|| self.0 = State::Over);
    }
}

impl<T> Future for Guarded<T> {
    type Output = Result<T, Panicked>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = match &mut self.0 {
            State::Running(future) => caught(|| future.as_mut().poll(context)),
            State::Panicked => Err(Panicked),
            State::Over => return Poll::Pending,
        };
        let output = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(output)) => Ok(output),
            Err(panicked) => Err(panicked),
        };
        self.end();
        Poll::Ready(output)
    }
}

impl<T> Drop for Guarded<T> {
    fn drop(&mut self) {
        self.end();
    }
}

fn caught<T>(run: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(run)).map_err(discard)
}

/// Drops what somebody panicked with, which may panic as well.
fn discard(payload: Box<dyn Any + Send>) -> Panicked {
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(another);
    }
    Panicked
}
