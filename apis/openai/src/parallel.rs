//! Several calls at the same time.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Runs futures, at most `limit` at the same time (0 counts as 1), and returns their results in the order of the futures.
///
/// `next` is asked for another future whenever there is room for it, until it has none. All run in the task of the caller:
/// once this is dropped, so are they.
pub(crate) async fn in_parallel<F: Future>(
    limit: usize,
    mut next: impl FnMut(&mut Context<'_>) -> Poll<Option<F>>,
) -> Vec<F::Output> {
    let mut slots: Vec<Slot<F>> = Vec::new();
    let mut more = More::Perhaps;
    poll_fn(|context| {
        loop {
            let running: usize =
                slots.iter_mut().map(|slot| usize::from(slot.is_running(context))).sum();
            if more == More::No || running >= limit.max(1) {
                return if running == 0 { Poll::Ready(()) } else { Poll::Pending };
            }
            match next(context) {
                Poll::Ready(Some(future)) => slots.push(Slot::Running(Box::pin(future))),
                Poll::Ready(None) => more = More::No,
                Poll::Pending => return Poll::Pending,
            }
        }
    })
    .await;
    slots.into_iter().filter_map(Slot::into_result).collect()
}

/// Whether there may be another future.
#[derive(PartialEq)]
enum More {
    Perhaps,
    No,
}

enum Slot<F: Future> {
    Running(Pin<Box<F>>),
    Done(F::Output),
}

impl<F: Future> Slot<F> {
    /// Goes on with the future, and returns whether it is still running.
    fn is_running(&mut self, context: &mut Context<'_>) -> bool {
        if let Self::Running(future) = self {
            match future.as_mut().poll(context) {
                Poll::Ready(result) => *self = Self::Done(result),
                Poll::Pending => return true,
            }
        }
        false
    }

    fn into_result(self) -> Option<F::Output> {
        if let Self::Done(result) = self { Some(result) } else { None }
    }
}
