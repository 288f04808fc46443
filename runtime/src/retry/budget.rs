//! The retry budget: a token bucket that keeps a client from multiplying the load of a service that is already failing.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The tokens that retries are paid with. A retry takes `cost` tokens, which are returned if it succeeds. A call that
/// succeeds without a retry earns one token.
///
/// All clones of a client share one bucket. If it has too few tokens, a failed call is not retried and fails with the
/// error of its attempt.
#[derive(Debug)]
pub(crate) struct TokenBucket {
    capacity: u32,
    cost: u32,
    tokens: AtomicU32,
}

impl TokenBucket {
    pub(crate) const DEFAULT_CAPACITY: u32 = 500;
    pub(crate) const DEFAULT_COST: u32 = 10;

    /// Creates a full bucket. With a `cost` of 0 it is never empty.
    pub(crate) const fn new(capacity: u32, cost: u32) -> Self {
        Self { capacity, cost, tokens: AtomicU32::new(capacity) }
    }

    /// Takes the tokens for one retry. Returns `None` if too few are left.
    pub(crate) fn take(&self) -> Option<Permit<'_>> {
        self.tokens.fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(self.cost)).ok()?;
        Some(Permit { bucket: self })
    }

    /// Adds the token that a call without a retry earns.
    pub(crate) fn reward(&self) {
        self.give(1);
    }

    /// Returns the number of tokens left.
    #[cfg(test)]
    pub(crate) fn tokens(&self) -> u32 {
        self.tokens.load(Relaxed)
    }

    fn give(&self, amount: u32) {
        let refill = |tokens: u32| Some(tokens.saturating_add(amount).min(self.capacity));
        let _ = self.tokens.fetch_update(Relaxed, Relaxed, refill);
    }
}

/// The tokens of one retry. Dropping the permit returns them to the bucket, after a success or if the call is
/// cancelled.
#[derive(Debug)]
#[must_use = "dropping the permit returns its tokens"]
pub(crate) struct Permit<'a> {
    bucket: &'a TokenBucket,
}

impl Permit<'_> {
    /// Consumes the tokens, because the retry failed.
    pub(crate) fn spend(self) {
        std::mem::forget(self);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.bucket.give(self.bucket.cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // R13
    #[test]
    fn failed_retries_empty_the_bucket() {
        let bucket = TokenBucket::new(25, 10);
        bucket.take().unwrap().spend();
        bucket.take().unwrap().spend();
        assert!(bucket.take().is_none());
        assert_eq!(bucket.tokens(), 5);
    }

    // R13
    #[test]
    fn successful_retries_give_their_tokens_back() {
        let bucket = TokenBucket::new(10, 10);
        for _ in 0..100 {
            drop(bucket.take().expect("the last retry has returned its tokens"));
        }
        assert_eq!(bucket.tokens(), 10);
    }

    // R13
    #[test]
    fn successes_refill_it_but_never_above_capacity() {
        let bucket = TokenBucket::new(12, 10);
        bucket.take().unwrap().spend();
        (0..8).for_each(|_| bucket.reward());
        assert_eq!(bucket.tokens(), 10);
        (0..100).for_each(|_| bucket.reward());
        assert_eq!(bucket.tokens(), 12);
    }

    // R13
    #[test]
    fn buckets_are_isolated() {
        let (one, other) = (TokenBucket::new(10, 10), TokenBucket::new(10, 10));
        one.take().unwrap().spend();
        assert!(one.take().is_none());
        assert!(other.take().is_some());
    }

    #[test]
    fn edges_of_the_configuration() {
        assert!(TokenBucket::new(0, 1).take().is_none());
        assert!(TokenBucket::new(0, 0).take().is_some());
        let full = TokenBucket::new(u32::MAX, u32::MAX);
        full.reward();
        assert!(full.take().is_some());
    }

    // R14
    #[test]
    fn concurrent_use_creates_no_tokens() {
        let bucket = TokenBucket::new(100, 10);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..2_000 {
                        let permits: Vec<_> =
                            std::iter::from_fn(|| bucket.take()).take(11).collect();
                        assert!(
                            permits.len() <= 10,
                            "more retries at once than the bucket pays for"
                        );
                        assert!(bucket.tokens() <= 100);
                    }
                });
            }
        });
        assert_eq!(bucket.tokens(), 100);
    }
}
