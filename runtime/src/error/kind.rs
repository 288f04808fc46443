//! The kinds of errors.

/// The kinds of [`Error`](crate::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is set up wrong: a missing key, a base URL that is none, a credential over plain http.
    Config,
    /// An argument cannot be sent: an empty path value, a header value with a line break. Nothing was sent.
    Input,
    /// No connection to the service; nothing was sent.
    Connect,
    /// The connection broke after some of the request may have been sent.
    Interrupted,
    /// Time ran out.
    Timeout(Timeout),
    /// The service answered with an error status. The body is in [`Error::body`](crate::Error::body), and typed in [`Error::api`](crate::Error::api).
    Api,
    /// The reply does not have the declared form.
    Decode,
    /// The service answered with a redirect, which is not followed.
    Redirect,
    /// The stream that feeds the request's body failed.
    Body,
    /// The reply is larger than the client accepts.
    Limit,
    /// The reply's body broke off before its end.
    Truncated,
    /// The pages cannot go on: the service gave a cursor it had given before, or the request cannot be sent again.
    Paging,
}

/// Which of the times ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timeout {
    /// The time to open a connection.
    Connect,
    /// The time of one attempt.
    Attempt,
    /// The time between two chunks of a reply's body.
    Idle,
    /// The time of the whole call, with all its attempts and pauses.
    Total,
    /// The time to wait for a condition, in a call that polls. [`Error::body`](crate::Error::body) is the last reply.
    Poll,
}

/// Why a failed call that might have been repeated was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotRetried {
    /// All attempts are spent.
    Attempts,
    /// The client's budget of retries is exhausted: too many calls of it failed lately.
    Budget,
    /// The pause before the next attempt would last beyond the call's total time.
    Deadline,
    /// The service asked for a longer pause than the client waits; see [`Error::retry_after`](crate::Error::retry_after).
    RetryAfter,
    /// The request's body is a stream, which cannot be sent twice.
    OneShotBody,
    /// The service may have acted on the request, and acting twice could do harm.
    NotIdempotent,
}
