//! The options of a call, as methods and as a value that several calls can share.

use std::fmt::{self, Display};
use std::time::Duration;

use crate::codec::Encode;

use crate::error::Mistake;
use crate::request::headers::{self, HeaderChange};
use crate::request::{OnProgress, Progress, Request, Tuning, header_list, query};

/// The methods that set options, written once for [`CallOptions`], [`Call`](crate::Call), each block's call type and
/// requests that are not declared.
///
/// The type that contains them needs a method `options_mut`.
#[doc(hidden)]
#[macro_export]
macro_rules! __options {
    () => {
        /// Sets the time limit of the whole call, including all its attempts, the pauses between them and the body of
        /// the reply.
        ///
        /// Default: the endpoint's declared timeout, else the client's, else 10 min.
        ///
        /// A reply that streams is limited only if the call, its endpoint or the client's builder sets a timeout.
        pub fn timeout(mut self, timeout: $crate::__private::Duration) -> Self {
            self.options_mut().set_timeout(timeout);
            self
        }

        /// Sets the time limit of each attempt. Default: the client's, else none beyond that of the whole call.
        pub fn attempt_timeout(mut self, timeout: $crate::__private::Duration) -> Self {
            self.options_mut().set_attempt_timeout(timeout);
            self
        }

        /// Sets the longest time between two chunks of the reply's body. Default: the client's, else 60 s.
        pub fn idle_timeout(mut self, timeout: $crate::__private::Duration) -> Self {
            self.options_mut().set_idle_timeout(timeout);
            self
        }

        /// Sets how many times a failed attempt is repeated; 0 turns retries off.
        ///
        /// Default: what the endpoint declares, else the client's setting, else 2.
        pub fn retries(mut self, retries: u32) -> Self {
            self.options_mut().set_retries(retries);
            self
        }

        /// Sets a header, replacing any of the same name.
        ///
        /// Headers that frame the message, such as `content-length`, cannot be set.
        pub fn header(mut self, name: &str, value: impl $crate::__private::Display) -> Self {
            self.options_mut().set_header(name, &value);
            self
        }

        /// Adds values to a header that is a list, joined by commas, each once.
        ///
        /// They come after those of the client, its builder, the group and the endpoint, and after what earlier options
        /// set. A header that is no list, such as `content-type`, is refused.
        pub fn append_header(mut self, name: &str, value: impl $crate::__private::Display) -> Self {
            self.options_mut().append_to_header(name, &value);
            self
        }

        /// Asks the service to go on with a stream of events after the event with this id, in the header `last-event-id`.
        ///
        /// [`EventStream::last_event_id`]($crate::reply::EventStream::last_event_id) returns the id of a stream that broke
        /// off. With an empty id the header is not sent, so that the stream begins at its start.
        pub fn last_event_id(mut self, id: &str) -> Self {
            self.options_mut().set_last_event_id(id);
            self
        }

        /// Removes a header that would otherwise be sent.
        pub fn without_header(mut self, name: &str) -> Self {
            self.options_mut().remove_header(name);
            self
        }

        /// Adds a query parameter to the declared ones. A constant of this name, of the endpoint or the client, is left
        /// out.
        ///
        /// `None` is left out, a sequence repeats the name, and a sequence of objects has indices, as in
        /// `lines[0][price]`.
        pub fn query(
            mut self,
            name: &str,
            value: &(impl $crate::__private::Encode + ?$crate::__private::Sized),
        ) -> Self {
            self.options_mut().add_query(name, value);
            self
        }

        /// Sets the idempotency key, by which the service recognizes a repeated request.
        ///
        /// A request with a key may be retried, whatever its method.
        ///
        /// The key is sent in the declared idempotency header, else in `idempotency-key`.
        pub fn idempotency_key(mut self, key: impl $crate::__private::Display) -> Self {
            self.options_mut().set_idempotency_key(&key);
            self
        }

        /// Calls a function each time that some bytes of the request's body are sent, or of the reply's body have arrived.
        ///
        /// It is called within the call, so it should return soon. If it panics, the call, or the stream that it gave, ends
        /// with an error of the kind [`Callback`]($crate::ErrorKind::Callback) and is not repeated; a program that aborts on
        /// panics is aborted. See [`Progress`]($crate::Progress).
        pub fn on_progress(
            mut self,
            on_progress: impl $crate::__private::Fn($crate::__private::Progress)
            + $crate::__private::Send
            + $crate::__private::Sync
            + 'static,
        ) -> Self {
            self.options_mut().set_on_progress(on_progress);
            self
        }

        /// Applies shared options. They override those that are already set.
        pub fn options(mut self, options: &$crate::__private::CallOptions) -> Self {
            self.options_mut().overlay(options);
            self
        }
    };
}

/// Options that several calls can share. Each of them is also a method of [`Call`](crate::Call).
///
/// If an option cannot be sent, such as a header value with a line break, every call that uses these options fails with
/// an error of the kind [`Input`](crate::ErrorKind::Input).
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
    /// In the order in which they were set: the last change to a header wins.
    headers: Vec<HeaderChange>,
    /// Percent-encoded.
    query: String,
    on_progress: Option<OnProgress>,
    /// The first mistake.
    mistake: Option<Mistake>,
}

impl CallOptions {
    /// Creates an empty set of options, which leaves everything as the client and the declaration set it.
    pub fn new() -> Self {
        Self::default()
    }

    crate::__options! {}

    fn options_mut(&mut self) -> &mut Self {
        self
    }
}

/// The implementation of the option methods.
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

    pub fn append_to_header(&mut self, name: &str, value: &dyn Display) {
        let parsed = header_list::parse(name, value);
        self.change(parsed.map(|(name, value)| HeaderChange::Append(name, value)));
    }

    pub fn set_last_event_id(&mut self, id: &str) {
        const NAME: &str = "last-event-id";
        if id.is_empty() { self.remove_header(NAME) } else { self.set_header(NAME, &id) }
    }

    pub fn remove_header(&mut self, name: &str) {
        self.change(headers::parse_name(name).map(HeaderChange::Remove));
    }

    pub fn add_query<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        if let Err(error) = query::push(&mut self.query, name, value) {
            self.fail(query::mistake(name, error));
        }
    }

    pub fn set_idempotency_key(&mut self, key: &dyn Display) {
        self.change(headers::parse_value("idempotency-key", key).map(HeaderChange::SetKey));
    }

    pub fn set_on_progress(&mut self, on_progress: impl Fn(Progress) + Send + Sync + 'static) {
        self.on_progress = Some(OnProgress::new(on_progress));
    }

    pub fn overlay(&mut self, over: &Self) {
        if over.on_progress.is_some() {
            self.on_progress.clone_from(&over.on_progress);
        }
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

    /// Applies these options to a request.
    pub(crate) fn apply_to(mut self, mut request: Request) -> Request {
        request.tuning = request.tuning.overlaid(self.tuning);
        request.on_progress = self.on_progress.or(request.on_progress);
        request.changes.append(&mut self.headers);
        request.add_query(&self.query);
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
