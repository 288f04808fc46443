//! The delay before a retry if the server asks for none: exponential, capped, with full jitter.

use std::time::Duration;

/// Delays that double from `base` up to `cap`. Defaults: 0.5 s and 8 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Backoff {
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
}

impl Backoff {
    pub(crate) const DEFAULT: Self =
        Self { base: Duration::from_millis(500), cap: Duration::from_secs(8) };

    /// Returns the longest delay before the retry number `retry`, counted from 0.
    pub(crate) fn ceiling(self, retry: u32) -> Duration {
        let factor = 1_u32.checked_shl(retry).unwrap_or(u32::MAX);
        self.base.saturating_mul(factor).min(self.cap)
    }

    /// Returns the delay before the retry number `retry`: its longest delay times `fraction` (0 to 1).
    ///
    /// The jitter covers the full range so that clients that failed together do not retry together.
    pub(crate) fn delay(self, retry: u32, fraction: f64) -> Duration {
        let fraction = if fraction.is_nan() { 1.0 } else { fraction.clamp(0.0, 1.0) };
        let ceiling = self.ceiling(retry);
        // Converting a huge duration from floating point may round it up beyond the largest one.
        Duration::try_from_secs_f64(ceiling.as_secs_f64() * fraction)
            .unwrap_or(ceiling)
            .min(ceiling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // R11
    #[test]
    fn ceiling_doubles_up_to_the_cap() {
        let seconds = |retry| Backoff::DEFAULT.ceiling(retry).as_secs_f64();
        assert_eq!([0, 1, 2, 3, 4, 5].map(seconds), [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]);
    }

    // R11: `2u32.pow(n)` overflows in peers at the 32nd or 64th retry.
    #[test]
    fn ceiling_never_overflows() {
        let huge = Backoff { base: Duration::MAX, cap: Duration::MAX };
        for retry in [31, 32, 33, 63, 64, 65, 1_100, u32::MAX] {
            assert_eq!(Backoff::DEFAULT.ceiling(retry), Backoff::DEFAULT.cap, "retry {retry}");
            assert_eq!(huge.ceiling(retry), Duration::MAX, "retry {retry}");
        }
    }

    // R11
    #[test]
    fn delay_is_a_share_of_the_ceiling() {
        let random = fastrand::Rng::with_seed(7);
        let mut random = random;
        for retry in 0..100 {
            let delay = Backoff::DEFAULT.delay(retry, random.f64());
            assert!(delay <= Backoff::DEFAULT.ceiling(retry), "retry {retry}: {delay:?}");
        }
        assert_eq!(Backoff::DEFAULT.delay(2, 0.0), Duration::ZERO);
        assert_eq!(Backoff::DEFAULT.delay(2, 0.25), Duration::from_millis(500));
        assert_eq!(Backoff::DEFAULT.delay(2, 1.0), Duration::from_secs(2));
    }

    #[test]
    fn delay_survives_a_broken_jitter_source() {
        let huge = Backoff { base: Duration::MAX, cap: Duration::MAX };
        for fraction in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 2.0, 1.0] {
            assert!(
                Backoff::DEFAULT.delay(0, fraction) <= Duration::from_millis(500),
                "{fraction}"
            );
            assert!(huge.delay(0, fraction) <= Duration::MAX, "{fraction}");
        }
    }
}
