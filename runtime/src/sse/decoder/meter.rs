//! Counts, in tests only, the bytes that a decoder looks at or copies: its cost, without a clock.

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

/// The bytes since it was asked last.
#[cfg(test)]
pub(super) fn take() -> usize {
    COUNT.take()
}
