//! Decides whether a failed attempt is retried, and when.
//!
//! A request must not be sent twice if the server cannot safely handle it twice. A retry therefore needs four things: a
//! failure that may be temporary, a request that is safe to repeat (idempotent, or certainly not carried out), a body
//! that can be sent again, and enough time. [`decide`] weighs them and returns its decision as data; it neither sleeps
//! nor sends.

mod backoff;
mod budget;
pub(crate) mod retry_after;
mod status_set;

use std::time::Duration;

use http::StatusCode;

use self::backoff::Backoff;

pub(crate) use self::budget::{Permit, TokenBucket};
pub use self::status_set::StatusSet;

#[cfg(test)]
mod tests;

/// A `retry` clause of a declaration: how often, and on which statuses, calls are retried.
///
/// What a clause leaves open is decided by the next wider level: the endpoint, the group, the client, then the
/// defaults.
///
/// # Examples
///
/// ```
/// use schematic_api::RetrySpec;
///
/// // `retry 1 on 404 5xx`
/// const SPEC: RetrySpec = RetrySpec::new(1).on(&[(404, 404), (500, 599)]);
/// assert_eq!(SPEC.retries, 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetrySpec {
    /// How many times a failed attempt is repeated. 0 turns retries off.
    pub retries: u32,
    /// The statuses that are retried, if the clause names them.
    pub statuses: Option<StatusSet>,
}

impl RetrySpec {
    /// Creates the clause `retry 2` for `retries = 2`.
    pub const fn new(retries: u32) -> Self {
        Self { retries, statuses: None }
    }

    /// Sets the statuses as inclusive ranges: `on 408 409 5xx` is `&[(408, 408), (409, 409), (500, 599)]`.
    pub const fn on(self, ranges: &[(u16, u16)]) -> Self {
        Self { statuses: Some(StatusSet::of(ranges)), ..self }
    }
}

/// The rules by which a client retries failed attempts.
///
/// | | default |
/// |---|---|
/// | [`retries`](Self::retries) | 2 |
/// | [`statuses`](Self::statuses) | 408, 429, 5xx |
/// | [`backoff`](Self::backoff) | random, up to 0.5 s before the first retry, doubling up to 8 s |
/// | [`max_retry_after`](Self::max_retry_after) | 60 s |
///
/// Whatever the rules, a request that may have been carried out is retried only if it is idempotent: by its method, by
/// its declaration, or by an idempotency key. A reply with the status 429, 503 or 529 (which services
/// send that have too much to do) means that the request was not carried out. If the reply has the header `x-should-retry: true` or `false`, the header takes precedence over the set of
/// statuses.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use schematic_api::{Api, ClientBuilder, RetryPolicy, StatusSet};
///
/// fn patient<A: Api>() -> ClientBuilder<A> {
///     let policy = RetryPolicy::new()
///         .retries(5)
///         .statuses(StatusSet::of(&[(429, 429), (502, 504)]))
///         .backoff(Duration::from_secs(1), Duration::from_secs(30))
///         .max_retry_after(Duration::from_secs(300));
///     ClientBuilder::new().retry_policy(policy)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    retries: u32,
    statuses: StatusSet,
    backoff: Backoff,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            retries: 2,
            statuses: StatusSet::TRANSIENT,
            backoff: Backoff::DEFAULT,
            max_retry_after: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// Creates the default rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many times a failed attempt is repeated; 0 turns retries off. Default: 2.
    pub fn retries(self, retries: u32) -> Self {
        Self { retries, ..self }
    }

    /// Sets the statuses that are retried. Default: [`StatusSet::TRANSIENT`].
    pub fn statuses(self, statuses: StatusSet) -> Self {
        Self { statuses, ..self }
    }

    /// Sets the bounds of the delays before retries. Default: 0.5 s and 8 s.
    ///
    /// The delay is random: at most `base` before the first retry, at most twice as long before each further one, and
    /// never more than `cap`. If the server asks for a longer delay, that one is used.
    pub fn backoff(self, base: Duration, cap: Duration) -> Self {
        Self { backoff: Backoff { base, cap }, ..self }
    }

    /// Sets the longest `Retry-After` that the client waits for. Default: 60 s.
    ///
    /// If the server asks for a longer delay, the call fails at once, and
    /// [`Error::retry_after`](crate::Error::retry_after) has the delay: retrying earlier than the server asks would add
    /// to its load.
    pub fn max_retry_after(self, cap: Duration) -> Self {
        Self { max_retry_after: cap, ..self }
    }

    /// Returns the number of retries and the statuses, which other places than a policy can set, too.
    pub(crate) fn repetitions(self) -> (Option<u32>, Option<StatusSet>) {
        (Some(self.retries), Some(self.statuses))
    }
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The server replied with an error status.
    Status(Reply),
    /// No connection was made: the request was certainly not carried out.
    Unsent,
    /// The request was sent, at least in part, but no complete reply arrived: the connection was reset, the body was
    /// cut short, or time ran out. The request may have been carried out.
    Lost,
    /// The attempt would fail again: invalid input, a reply that cannot be decoded, a redirect, an exceeded size limit.
    Permanent,
}

/// The parts of an error reply that bear on retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    /// From [`retry_after::parse`](crate::retry::retry_after::parse).
    pub(crate) retry_after: Option<Duration>,
    /// From [`retry_after::should_retry`](crate::retry::retry_after::should_retry).
    pub(crate) should_retry: Option<bool>,
    /// The typed error says that the failure is permanent, whatever its status, as for a quota that is used up.
    pub(crate) is_final: bool,
}

/// The parts of a call that bear on retries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Attempt {
    /// The number of retries before this attempt: 0 for the first one.
    pub(crate) retries: u32,
    pub(crate) safety: Safety,
    pub(crate) replay: Replay,
    pub(crate) credential: Credential,
    /// The time left until the deadline of the call; `None` if there is no deadline.
    pub(crate) remaining: Option<Duration>,
    /// A number from 0 to 1, from the jitter source.
    pub(crate) jitter: f64,
}

/// Whether carrying out a request twice has the same effect as once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Safety {
    Idempotent,
    Unsafe,
}

/// Whether a body can be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replay {
    Possible,
    /// A stream that can be read only once. It is never sent again, even if no connection was made: a second attempt
    /// would depend on how much has been read.
    OneShot,
}

/// Whether another credential can be obtained after a 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// It cannot: the credential is fixed, there is none, or it was already renewed during this call.
    Fixed,
    Renewable,
}

/// What happens after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Wait, take tokens from the budget, send again.
    Retry { after: Duration },
    /// Get a new credential and send again at once. This does not count as a retry and happens only once in a call.
    Renew,
    /// Fail with the error of the attempt.
    Stop(Stop),
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The failure is permanent.
    Final,
    /// The request may have been carried out and is not idempotent.
    Unsafe,
    /// The body is a stream, which has been read.
    OneShot,
    /// All retries have been used.
    Exhausted,
    /// The server asks for a longer delay than the client accepts.
    RetryAfter(Duration),
    /// The next attempt would start after the deadline of the call.
    Deadline,
}

/// Decides what follows a failed attempt.
pub(crate) fn decide(policy: &RetryPolicy, attempt: &Attempt, outcome: &Outcome) -> Decision {
    if is_renewable(attempt, outcome) {
        return Decision::Renew;
    }
    match check(policy, attempt, outcome) {
        Ok(after) => Decision::Retry { after },
        Err(stop) => Decision::Stop(stop),
    }
}

/// Returns the delay before the next attempt, or the first reason against one.
fn check(policy: &RetryPolicy, attempt: &Attempt, outcome: &Outcome) -> Result<Duration, Stop> {
    let rules = [
        (!may_pass(policy, outcome), Stop::Final),
        (attempt.safety == Safety::Unsafe && !was_not_carried_out(outcome), Stop::Unsafe),
        (attempt.replay == Replay::OneShot, Stop::OneShot),
        (attempt.retries >= policy.retries, Stop::Exhausted),
    ];
    if let Some((_, stop)) = rules.into_iter().find(|(applies, _)| *applies) {
        return Err(stop);
    }
    let after = delay(policy, attempt, outcome)?;
    // `>=`, because an attempt that starts at the deadline has no time left.
    if attempt.remaining.is_some_and(|remaining| after >= remaining) {
        Err(Stop::Deadline)
    } else {
        Ok(after)
    }
}

fn is_renewable(attempt: &Attempt, outcome: &Outcome) -> bool {
    let unauthorized =
        matches!(outcome, Outcome::Status(reply) if reply.status == StatusCode::UNAUTHORIZED);
    unauthorized
        && attempt.credential == Credential::Renewable
        && attempt.replay == Replay::Possible
}

fn may_pass(policy: &RetryPolicy, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Status(reply) => {
            !reply.is_final
                && reply.should_retry.unwrap_or_else(|| policy.statuses.contains(reply.status))
        }
        Outcome::Unsent | Outcome::Lost => true,
        Outcome::Permanent => false,
    }
}

/// Whether the request certainly had no effect, so that it may be retried even if it is not idempotent.
fn was_not_carried_out(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Status(reply) => {
            matches!(reply.status.as_u16(), 429 | 503 | 529)
        }
        Outcome::Unsent => true,
        Outcome::Lost | Outcome::Permanent => false,
    }
}

/// Returns the server's delay, but never less than our own: `Retry-After: 0` must not cause a busy loop.
fn delay(policy: &RetryPolicy, attempt: &Attempt, outcome: &Outcome) -> Result<Duration, Stop> {
    let own = policy.backoff.delay(attempt.retries, attempt.jitter);
    match outcome {
        Outcome::Status(Reply { retry_after: Some(asked), .. })
            if *asked > policy.max_retry_after =>
        {
            Err(Stop::RetryAfter(*asked))
        }
        Outcome::Status(Reply { retry_after: Some(asked), .. }) => Ok(own.max(*asked)),
        _ => Ok(own),
    }
}
