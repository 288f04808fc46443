//! The kinds of errors, and why a call was not retried.

/// The kind of an [`Error`](crate::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is not set up correctly: a missing credential, an invalid base URL, or a credential that would be
    /// sent over plain http.
    Config,
    /// An argument cannot be sent, such as an empty path parameter or a header value with a line break. Nothing was
    /// sent.
    Input,
    /// The connection to the service failed. Nothing was sent.
    Connect,
    /// The connection broke after some of the request may have been sent.
    Interrupted,
    /// A time limit was exceeded; see [`Timeout`] for which.
    Timeout(Timeout),
    /// The service replied with an error status, with a body that the declaration calls an error (`error … when`), or
    /// reported an error in a stream of events.
    /// [`Error::body`](crate::Error::body) has the raw body, [`Error::api`](crate::Error::api) the typed one.
    Api,
    /// The reply does not match the declared type.
    Decode,
    /// The service replied with a redirect that was not followed.
    Redirect,
    /// The stream that provides the request's body failed.
    Body,
    /// The function that [`on_progress`](crate::Call::on_progress) set panicked, which ended the transfer.
    Callback,
    /// The reply exceeds one of the client's [`Limits`](crate::Limits).
    Limit,
    /// The reply could not be written to the file or the writer that the caller gave.
    Write,
    /// The body of the reply ended before it was complete.
    Truncated,
    /// The next page cannot be requested: the service repeated a cursor or an address, gave an address of another origin,
    /// or the request cannot be sent again.
    Paging,
}

/// The time limit that was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timeout {
    /// The limit for opening a connection. Default: 5 s.
    Connect,
    /// The limit of one attempt. Default: none.
    Attempt,
    /// The limit between two chunks of a reply's body. Default: 60 s.
    Idle,
    /// The limit of the whole call, including all its attempts and pauses. Default: 10 min.
    Total,
    /// The limit of a poll. Default: 10 min. [`Error::body`](crate::Error::body) has the last reply, unless the time
    /// ran out while a call was under way.
    Poll,
}

/// The reason why a failed call was not retried although its failure may be temporary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotRetried {
    /// All retries have been used.
    Attempts,
    /// The client's retry budget is exhausted, because too many of its calls have failed recently.
    Budget,
    /// The pause before the next attempt would exceed the time limit of the call.
    Deadline,
    /// The service asked for a longer pause than the client accepts; see
    /// [`Error::retry_after`](crate::Error::retry_after).
    RetryAfter,
    /// The body of the request is a stream, which cannot be sent twice.
    OneShotBody,
    /// The service may have carried out the request, and the request is not idempotent.
    NotIdempotent,
}
