//! Options of a call, as a value that several calls can share.

use std::fmt::{self, Display};
use std::time::Duration;

use serde::Serialize;

use crate::error::Mistake;
use crate::request::headers::{self, HeaderChange};
use crate::request::{Request, Tuning, query};

/// The options of a call, written once: methods of [`CallOptions`], of [`Call`](crate::Call), of each block's call type
/// and of each request that is not declared.
///
/// The type that they are written into has a method `options_mut`.
#[doc(hidden)]
#[macro_export]
macro_rules! __options {
    () => {
        /// Sets the time of the whole call, with all its attempts, pauses and the reply's body. Default: what the
        /// declaration says, else 10 min.
        pub fn timeout(mut self, timeout: $crate::__private::Duration) -> Self {
            self.options_mut().set_timeout(timeout);
            self
        }

        /// Sets the time of each attempt. Default: only the whole call is limited.
        pub fn attempt_timeout(mut self, timeout: $crate::__private::Duration) -> Self {
            self.options_mut().set_attempt_timeout(timeout);
            self
        }

        /// Sets the longest time between two chunks of the reply's body. Default: 60 s.
        pub fn idle_timeout(mut self, timeout: $crate::__private::Duration) -> Self {
            self.options_mut().set_idle_timeout(timeout);
            self
        }

        /// Sets how many times a failed attempt is repeated; 0 for never. Default: what the declaration says, else 2.
        pub fn retries(mut self, retries: u32) -> Self {
            self.options_mut().set_retries(retries);
            self
        }

        /// Sets a header, in place of any of the same name. Headers that frame the message, such as `content-length`,
        /// are refused.
        pub fn header(mut self, name: &str, value: impl $crate::__private::Display) -> Self {
            self.options_mut().set_header(name, &value);
            self
        }

        /// Leaves out a header that would be sent otherwise.
        pub fn without_header(mut self, name: &str) -> Self {
            self.options_mut().remove_header(name);
            self
        }

        /// Adds a query parameter beside the declared ones.
        pub fn query(
            mut self,
            name: &str,
            value: &(impl $crate::__private::Serialize + ?Sized),
        ) -> Self {
            self.options_mut().add_query(name, value);
            self
        }

        /// Sets the key by which the service tells a repeated request from a new one. With it, any request may be
        /// retried.
        ///
        /// It goes into the header that the declaration names, else into `idempotency-key`.
        pub fn idempotency_key(mut self, key: impl $crate::__private::Display) -> Self {
            self.options_mut().set_idempotency_key(&key);
            self
        }

        /// Applies options that several calls share, over those that are set already.
        pub fn options(mut self, options: &$crate::__private::CallOptions) -> Self {
            self.options_mut().overlay(options);
            self
        }
    };
}

/// Options that several calls share. Each of them is also a method of [`Call`](crate::Call).
///
/// An option that cannot be sent, such as a header value with a line break, is an error of each call that takes it.
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
    tuning: Tuning,
    /// In the order in which they were asked for: the last word on a header wins.
    headers: Vec<HeaderChange>,
    /// Encoded.
    query: String,
    /// The first mistake.
    mistake: Option<Mistake>,
}

impl CallOptions {
    /// No options: everything as the client says.
    pub fn new() -> Self {
        Self::default()
    }

    crate::__options! {}

    fn options_mut(&mut self) -> &mut Self {
        self
    }
}

/// What the methods above do.
#[doc(hidden)]
impl CallOptions {
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.tuning.set_timeout(timeout);
    }

    pub fn set_attempt_timeout(&mut self, timeout: Duration) {
        self.tuning.attempt_timeout = Some(timeout);
    }

    pub fn set_idle_timeout(&mut self, timeout: Duration) {
        self.tuning.idle_timeout = Some(timeout);
    }

    pub fn set_retries(&mut self, retries: u32) {
        self.tuning.retries = Some(retries);
    }

    pub fn set_header(&mut self, name: &str, value: &dyn Display) {
        let parsed = headers::parse(name, value);
        self.change(parsed.map(|(name, value)| HeaderChange::Set(name, value)));
    }

    pub fn remove_header(&mut self, name: &str) {
        self.change(headers::parse_name(name).map(HeaderChange::Remove));
    }

    pub fn add_query<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Err(error) = query::push(&mut self.query, name, value) {
            self.fail(query::mistake(name, error));
        }
    }

    pub fn set_idempotency_key(&mut self, key: &dyn Display) {
        self.change(headers::parse_value("idempotency-key", key).map(HeaderChange::SetKey));
    }

    pub fn overlay(&mut self, over: &Self) {
        self.tuning = self.tuning.overlaid(over.tuning);
        self.headers.extend_from_slice(&over.headers);
        query::push_encoded(&mut self.query, &over.query);
        if let Some(mistake) = &over.mistake {
            self.fail(mistake.clone());
        }
    }
}

impl CallOptions {
    fn change(&mut self, change: Result<HeaderChange, Mistake>) {
        match change {
            Ok(change) => self.headers.push(change),
            Err(mistake) => self.fail(mistake),
        }
    }

    /// Gives the request what these options say beyond the declared inputs.
    pub(crate) fn apply_to(mut self, mut request: Request) -> Request {
        request.tuning = request.tuning.overlaid(self.tuning);
        request.changes.append(&mut self.headers);
        query::push_encoded(&mut request.query, &self.query);
        match self.mistake {
            Some(mistake) => request.fail(mistake),
            None => request,
        }
    }

    /// Keeps the first mistake.
    pub(crate) fn fail(&mut self, mistake: Mistake) {
        self.mistake.get_or_insert(mistake);
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("tuning", &self.tuning)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
