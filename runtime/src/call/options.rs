//! Options of one call, as a value that several calls can share.

use std::fmt::{self, Display};
use std::time::Duration;

use serde::Serialize;

use crate::client::Tuning;
use crate::request::query;

/// Options that several calls share. Each of them is also a method of [`Call`](crate::Call).
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use schematic_api::CallOptions;
///
/// let patient = CallOptions::new().timeout(Duration::from_secs(1800)).retries(5).header("x-trace", "nightly");
/// # drop(patient);
/// // openai.runs().create(&thread, &body).options(&patient).await?
/// ```
#[derive(Clone, Default)]
#[must_use = "options do nothing until a call takes them"]
pub struct CallOptions {
    pub(crate) tuning: Tuning,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) query: String,
    pub(crate) query_error: Option<String>,
    pub(crate) idempotency_key: Option<String>,
}

impl CallOptions {
    /// No options: everything as the client says.
    pub fn new() -> Self {
        Self::default()
    }

    /// The time of the whole call, with all its attempts, pauses and the reply's body.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.tuning.timeout = Some(timeout);
        self
    }

    /// The time of each attempt.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.tuning.attempt_timeout = Some(timeout);
        self
    }

    /// The longest time between two chunks of the reply's body.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.tuning.idle_timeout = Some(timeout);
        self
    }

    /// How many times a failed attempt is repeated; 0 for never.
    pub fn retries(mut self, retries: u32) -> Self {
        self.tuning.retries = Some(retries);
        self
    }

    /// A header, in place of any of the same name.
    pub fn header(mut self, name: &str, value: impl Display) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// A query parameter beside the declared ones.
    pub fn query(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        if let Err(error) = query::push(&mut self.query, name, value) {
            self.query_error
                .get_or_insert(format!("the query parameter `{name}` cannot be written: {error}"));
        }
        self
    }

    /// A key by which the service tells a repeated request from a new one. With it, any request may be retried.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("tuning", &self.tuning)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
