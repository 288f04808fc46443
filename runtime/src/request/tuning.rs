//! The time limits and retries of a call, and which of the places that set them wins.

use std::time::Duration;

use crate::declaration::{ApiSpec, Endpoint};
use crate::retry::{RetrySpec, StatusSet};

/// The time limits and retries that one place sets; `None` leaves a setting to the others.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tuning {
    pub(crate) timeout: Option<Duration>,
    /// The total time of a reply that streams. It is separate because a timeout declared for the whole API does not
    /// limit streams.
    pub(crate) stream_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) statuses: Option<StatusSet>,
}

impl Tuning {
    /// Returns the settings of one call. The most specific setting wins: the call's, the endpoint's, the client's, the
    /// API's.
    pub(crate) fn of_call(api: &ApiSpec, client: Self, endpoint: &Endpoint, call: Self) -> Self {
        Self::of_api(api).overlaid(client).overlaid(Self::of_endpoint(endpoint)).overlaid(call)
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
        self.stream_timeout = Some(timeout);
    }

    fn of_api(api: &ApiSpec) -> Self {
        Self { timeout: api.timeout(), ..Self::of_retry(api.retry()) }
    }

    fn of_endpoint(endpoint: &Endpoint) -> Self {
        let timeout = endpoint.timeout();
        Self { timeout, stream_timeout: timeout, ..Self::of_retry(endpoint.retry()) }
    }

    fn of_retry(retry: Option<RetrySpec>) -> Self {
        let retries = retry.map(|retry| retry.retries);
        Self { retries, statuses: retry.and_then(|retry| retry.statuses), ..Self::default() }
    }

    /// Returns these settings, overridden by those that `over` sets.
    pub(crate) fn overlaid(self, over: Self) -> Self {
        Self {
            timeout: over.timeout.or(self.timeout),
            stream_timeout: over.stream_timeout.or(self.stream_timeout),
            attempt_timeout: over.attempt_timeout.or(self.attempt_timeout),
            idle_timeout: over.idle_timeout.or(self.idle_timeout),
            retries: over.retries.or(self.retries),
            statuses: over.statuses.or(self.statuses),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    const API: &ApiSpec = &ApiSpec::new("Things")
        .with_timeout(Duration::from_secs(1))
        .with_retry(RetrySpec::new(1).on(&[(404, 404)]));
    const PLAIN: &Endpoint = &Endpoint::new(Method::GET, "/");
    const TUNED: &Endpoint = &Endpoint::new(Method::GET, "/")
        .with_timeout(Duration::from_secs(3))
        .with_retry(RetrySpec::new(3));

    fn timeout(seconds: u64) -> Tuning {
        let mut tuning = Tuning::default();
        tuning.set_timeout(Duration::from_secs(seconds));
        tuning
    }

    #[test]
    fn the_most_specific_setting_wins() {
        let none = Tuning::default();
        let seconds = |client, endpoint, call| {
            Tuning::of_call(API, client, endpoint, call).timeout.map(|timeout| timeout.as_secs())
        };
        assert_eq!(seconds(none, PLAIN, none), Some(1));
        assert_eq!(seconds(timeout(2), PLAIN, none), Some(2));
        assert_eq!(seconds(timeout(2), TUNED, none), Some(3));
        assert_eq!(seconds(timeout(2), TUNED, timeout(4)), Some(4));
    }

    #[test]
    fn a_retry_clause_without_statuses_keeps_those_that_are_set_elsewhere() {
        let tuning = Tuning::of_call(API, Tuning::default(), TUNED, Tuning::default());
        assert_eq!(
            (tuning.retries, tuning.statuses),
            (Some(3), Some(StatusSet::of(&[(404, 404)])))
        );
    }

    #[test]
    fn the_time_that_an_api_declares_does_not_limit_streams() {
        let none = Tuning::default();
        assert_eq!(Tuning::of_call(API, none, PLAIN, none).stream_timeout, None);
        let limited = Tuning::of_call(API, timeout(2), PLAIN, none);
        assert_eq!(limited.stream_timeout, Some(Duration::from_secs(2)));
    }
}
