//! Counts the bytes that a decoder examines or copies, in tests only: a measure of its cost without a clock.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

#[cfg(test)]
pub(super) fn count(bytes: usize) {
    COUNT.set(COUNT.get() + bytes);
}

#[cfg(not(test))]
pub(super) const fn count(_: usize) {}

/// Returns the number of bytes since the last call.
#[cfg(test)]
pub(super) fn take() -> usize {
    COUNT.take()
}
