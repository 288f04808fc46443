//! Whether a failed attempt is made again, and when.
//!
//! A request should not be sent twice when the server cannot safely handle it twice. So a retry
//! needs four things: a failure that may pass, a request that is safe to repeat (idempotent, or
//! certainly not carried out), a body that can be sent again, and time. [`decide`] weighs them and
//! returns its decision as data; it neither sleeps nor sends.

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

/// A `retry` clause of a declaration: how often, and on which statuses. What it leaves open is
/// decided one level up: group, client, defaults.
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
    /// How many times a failed attempt is repeated.
    pub retries: u32,
    /// The statuses that are repeated, when the clause names them.
    pub statuses: Option<StatusSet>,
}

impl RetrySpec {
    /// `retry 2`.
    pub const fn new(retries: u32) -> Self {
        Self { retries, statuses: None }
    }

    /// `on 408 409 5xx`: `&[(408, 408), (409, 409), (500, 599)]`.
    pub const fn on(self, ranges: &[(u16, u16)]) -> Self {
        Self { statuses: Some(StatusSet::of(ranges)), ..self }
    }
}

/// The rules that a client retries by.
///
/// | | default |
/// |---|---|
/// | [`retries`](Self::retries) | 2 |
/// | [`statuses`](Self::statuses) | 408, 409, 429, 5xx |
/// | [`backoff`](Self::backoff) | full jitter, doubling from 0.5 s to 8 s |
/// | [`max_retry_after`](Self::max_retry_after) | 60 s |
///
/// Whatever the rules, a request that may have been carried out is repeated only when it is
/// idempotent: by its method, by its declaration, or by an idempotency key. The statuses 429 and
/// 503 say that it was not carried out.
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
    /// The default rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many times a failed attempt is repeated; 0 for never.
    pub fn retries(self, retries: u32) -> Self {
        Self { retries, ..self }
    }

    /// The statuses that may pass.
    pub fn statuses(self, statuses: StatusSet) -> Self {
        Self { statuses, ..self }
    }

    /// The delays when the server names none: at most `base` before the first retry, twice that
    /// before the next, never more than `cap`.
    pub fn backoff(self, base: Duration, cap: Duration) -> Self {
        Self { backoff: Backoff { base, cap }, ..self }
    }

    /// The longest `Retry-After` that is waited for. A server that asks for more gets no retry:
    /// coming back sooner than told would feed its overload. The call fails at once, and its error
    /// carries the delay.
    pub fn max_retry_after(self, cap: Duration) -> Self {
        Self { max_retry_after: cap, ..self }
    }

    /// How often, and on which statuses: what other places than a policy may set, too.
    pub(crate) fn repetitions(self) -> (Option<u32>, Option<StatusSet>) {
        (Some(self.retries), Some(self.statuses))
    }
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The server replied with a status that is no success.
    Status(Reply),
    /// No connection was made: the request was certainly not carried out.
    Unsent,
    /// The request was sent, at least in part, and no whole reply came: reset, cut short, timed
    /// out. It may have been carried out.
    Lost,
    /// It would fail again: refused input, a reply that cannot be decoded, a redirect, a limit.
    Permanent,
}

/// What an unsuccessful reply says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    /// From [`retry_after::parse`](crate::retry::retry_after::parse).
    pub(crate) retry_after: Option<Duration>,
    /// From [`retry_after::should_retry`](crate::retry::retry_after::should_retry).
    pub(crate) should_retry: Option<bool>,
    /// The typed error says that the failure will not pass, whatever its status: a quota that is
    /// used up.
    pub(crate) is_final: bool,
}

/// What a call is, as far as it bears on repeating it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Attempt {
    /// Retries made before this attempt: 0 for the first.
    pub(crate) retries: u32,
    pub(crate) safety: Safety,
    pub(crate) replay: Replay,
    pub(crate) credential: Credential,
    /// Time left until the deadline of the call.
    pub(crate) remaining: Option<Duration>,
    /// A number from 0 to 1, from the jitter source.
    pub(crate) jitter: f64,
}

/// Whether carrying a request out twice is the same as once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Safety {
    Idempotent,
    Unsafe,
}

/// Whether a body can be sent a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replay {
    Possible,
    /// A stream that is read once. It is never sent again, not even when no connection was made: a
    /// second attempt would depend on how much was read.
    OneShot,
}

/// Whether another credential can be had after a 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A fixed one, none, or one that was renewed during this call already.
    Fixed,
    Renewable,
}

/// What happens after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Wait, take tokens from the budget, send again.
    Retry { after: Duration },
    /// Get a new credential and send again at once. It is not counted as a retry, and happens once
    /// in a call.
    Renew,
    /// Fail with the error of this attempt.
    Stop(Stop),
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The failure will not pass.
    Final,
    /// The request may have been carried out, and is not idempotent.
    Unsafe,
    /// The body was a stream, which is gone.
    OneShot,
    /// All retries are used up.
    Exhausted,
    /// The server asks for a longer delay than the client waits for.
    RetryAfter(Duration),
    /// The deadline of the call comes before the next attempt.
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

/// The delay before the next attempt, or the first reason against one.
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
    // `>=`: an attempt that starts at the deadline has no time left.
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

/// Whether the request certainly had no effect, so that even one that is not idempotent may be
/// repeated.
fn was_not_carried_out(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Status(reply) => {
            matches!(reply.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
        }
        Outcome::Unsent => true,
        Outcome::Lost | Outcome::Permanent => false,
    }
}

/// The server's delay, but never less than our own: `Retry-After: 0` must not make a hot loop.
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
