//! Calls that are repeated until their reply has settled.

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderName};
use serde::de::DeserializeOwned;

use super::options::CallOptions;
use super::{Call, send};
use crate::client::{Client, Clock};
use crate::error::{self, Error, ErrorKind, Timeout};
use crate::execute;
use crate::reply::{Json, JsonOrEvents, Polled, Reply};
use crate::request::{Request, headers};
use crate::response::Head;
use crate::sse::Event;
use crate::transport::BoxFuture;

/// The default time limit of a poll.
const DEADLINE: Duration = Duration::from_secs(600);

/// The first pause when neither the caller nor the service sets one. Each pause after it is 1.5 times as long as the
/// one before.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// The upper bound of those pauses.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The end of the header names in which services say how long to wait, as in `openai-poll-after-ms`.
const HINT: &str = "poll-after-ms";

/// The bounds of the pause that a service asks for: they prevent a busy loop and a pause of hours.
const HINT_BOUNDS: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(60));

impl<T: 'static> Call<Polled<T>> {
    /// Sets the condition that [`poll`](Self::poll) waits for, replacing the declared one.
    pub fn until(mut self, is_settled: fn(&T) -> bool) -> Self {
        self.plan = Some(is_settled);
        self
    }
}

impl<T: DeserializeOwned + Send + 'static> Call<Polled<T>> {
    /// Repeats the call until its reply has settled, as the declared condition defines it.
    pub fn poll(self) -> Poller<'static, T> {
        let until = self.plan;
        Poller::new(self.into_parts(), until, None)
    }
}

/// Returns the call that checks on what the first call started.
type Next<'a, T> = Box<dyn FnOnce(&T) -> Call<Polled<T>> + Send + 'a>;

/// A kind of reply that a poll can start from: JSON that is received whole.
#[doc(hidden)]
pub trait ThenPoll: Reply<Output: DeserializeOwned + Send + 'static> {}

impl<T: DeserializeOwned + Send + 'static> ThenPoll for Json<T> {}

impl<T: DeserializeOwned + Send + 'static, E: Event> ThenPoll for JsonOrEvents<T, E> {}

impl<R: ThenPoll> Call<R> {
    /// Sends this call, then repeats the call that `next` returns until its reply has settled.
    ///
    /// Use it to start something with one endpoint and wait for it with another. If the first reply has already
    /// settled, no other call is sent.
    ///
    /// The condition is that of the call which `next` returns.
    ///
    /// ```
    /// use schematic_api::{Error, Object, api};
    ///
    /// /// A job.
    /// #[derive(Clone, Debug, Object)]
    /// pub struct Job {
    ///     pub id: String,
    ///     pub state: String,
    /// }
    ///
    /// impl Job {
    ///     fn is_over(&self) -> bool {
    ///         self.state != "running"
    ///     }
    /// }
    ///
    /// api! {
    ///     pub client Jobs at "https://jobs.example.com" { auth bearer env "JOBS_KEY"; }
    ///
    ///     start:    POST /jobs -> Job;
    ///     retrieve: GET  /jobs/<id> -> Job polled until Job::is_over;
    /// }
    ///
    /// async fn run(jobs: &Jobs) -> Result<Job, Error> {
    ///     jobs.start().then_poll(|job| jobs.retrieve(&job.id)).await
    /// }
    /// ```
    pub fn then_poll<'a, C>(
        self,
        next: impl FnOnce(&R::Output) -> C + Send + 'a,
    ) -> Poller<'a, R::Output>
    where
        C: Into<Call<Polled<R::Output>>>,
    {
        Poller::new(self.into_parts(), None, Some(Box::new(|value| next(value).into())))
    }
}

/// A call that is repeated until its reply has settled. Awaiting it returns the settled value.
///
/// The pause between two calls is the one set by [`every`](Self::every). Otherwise it is what the last reply asks for
/// in a header whose name ends with `poll-after-ms`, clamped to between 0.1 s and 60 s. Otherwise it is 0.5 s at first,
/// and 1.5 times as long each time, up to 5 s.
///
/// The options of the call apply to each repetition. Each repetition also has the timeout of the call, within the time
/// that is left of the poll.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use schematic_api::{Object, api};
///
/// /// A job.
/// #[derive(Clone, Debug, Object)]
/// pub struct Job {
///     pub id: String,
///     pub state: String,
/// }
///
/// impl Job {
///     fn is_over(&self) -> bool {
///         self.state != "running"
///     }
/// }
///
/// api! {
///     pub client Jobs at "https://jobs.example.com" { auth bearer env "JOBS_KEY"; }
///
///     retrieve: GET /jobs/<id> -> Job polled until Job::is_over;
/// }
///
/// async fn wait(jobs: &Jobs, id: &str) -> Result<Job, schematic_api::Error> {
///     jobs.retrieve(id).poll().every(Duration::from_secs(2)).timeout(Duration::from_secs(300)).await
/// }
/// ```
///
/// # Errors
///
/// An error of a call ends the poll at once. If the time of the poll runs out, the error is [`Timeout::Poll`]. It has
/// the last reply in [`Error::body`], unless the time ran out while a call was under way.
///
/// `'a` is the lifetime of what the closure of [`then_poll`](Call::then_poll) borrows; without such a closure it is
/// `'static`.
#[must_use = "a poller does nothing until it is awaited"]
pub struct Poller<'a, T: 'static> {
    client: Client,
    request: Request,
    until: Option<fn(&T) -> bool>,
    /// Makes the call that follows the first reply, unless the same call is repeated.
    next: Option<Next<'a, T>>,
    options: CallOptions,
    interval: Option<Duration>,
    deadline: Duration,
    hint: Option<HeaderName>,
}

impl<'a, T: 'static> Poller<'a, T> {
    fn new(
        (client, request): (Client, Request),
        until: Option<fn(&T) -> bool>,
        next: Option<Next<'a, T>>,
    ) -> Self {
        Self {
            client,
            request,
            until,
            next,
            options: CallOptions::new(),
            interval: None,
            deadline: DEADLINE,
            hint: None,
        }
    }

    /// Applies options to each call, such as headers, retries and the timeout of one call.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.options.overlay(options);
        self
    }

    /// Sets the pause between two calls and ignores what the service asks for. Zero repeats the call without a pause.
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Sets the time limit of the whole poll. Default: 10 min.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.deadline = timeout;
        self
    }

    /// Sets the name of the header in which the service says how many milliseconds to wait.
    ///
    /// Default: any name that ends with `poll-after-ms`.
    pub fn interval_header(mut self, name: &str) -> Self {
        match headers::parse_name(name) {
            Ok(name) => self.hint = Some(name),
            Err(mistake) => self.options.fail(mistake),
        }
        self
    }
}

impl<'a, T: DeserializeOwned + Send + 'static> IntoFuture for Poller<'a, T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'a, Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<T: DeserializeOwned + Send + 'static> Poller<'_, T> {
    async fn run(mut self) -> Result<T, Error> {
        let clock = self.client.inner.clock.clone();
        let deadline = clock.now().checked_add(self.deadline);
        let mut own = FIRST_PAUSE;
        self.request = self.options.clone().apply_to(self.request);
        loop {
            let (value, head, body) = self.ask(deadline, &*clock).await?;
            if let Some(next) = self.next.take() {
                self.go_on_with(next(&value));
            }
            if self.until.is_none_or(|is_settled| is_settled(&value)) {
                return Ok(value);
            }
            let pause = self.pause(&head.headers, own);
            own = own.mul_f32(1.5).min(LONGEST_PAUSE);
            if remaining(deadline, &*clock).is_some_and(|remaining| remaining <= pause) {
                return Err(error::expired(Timeout::Poll).with_head(head).with_body(body));
            }
            clock.sleep(pause).await;
        }
    }

    /// Switches to the call that is repeated from now on.
    fn go_on_with(&mut self, call: Call<Polled<T>>) {
        self.until = call.plan;
        (self.client, self.request) = call.options(&self.options).into_parts();
    }

    /// Sends one call, within the time that is left.
    async fn ask(
        &mut self,
        deadline: Option<Instant>,
        clock: &dyn Clock,
    ) -> Result<(T, Head, Bytes), Error> {
        let mut request = self.request.try_clone().ok_or_else(|| self.unrepeatable())?;
        let own = execute::total_time(&self.client, &request);
        let rest = remaining(deadline, clock).filter(|rest| *rest < own);
        request.tuning.timeout = rest.or(request.tuning.timeout);
        let received = send::<Json<T>>(self.client.clone(), request);
        let received = received.await.map_err(|error| match error.kind() {
            ErrorKind::Timeout(Timeout::Total) if rest.is_some() => {
                error::expired(Timeout::Poll).with_source(error)
            }
            _ => error,
        })?;
        let body = received.bytes();
        let (value, head) = received.read::<Json<T>>()?;
        Ok((value, head, body))
    }

    /// Why the request cannot be copied: a mistake in it, or a body that can be sent only once.
    fn unrepeatable(&mut self) -> Error {
        let endpoint = self.request.endpoint;
        let one_shot = || {
            Error::input("the body of this request is a stream, which cannot be sent again to poll")
        };
        self.request.take_error().unwrap_or_else(one_shot).with_endpoint(endpoint)
    }

    fn pause(&self, headers: &HeaderMap, own: Duration) -> Duration {
        self.interval.or_else(|| asked_pause(headers, self.hint.as_ref())).unwrap_or(own)
    }
}

impl<T: 'static> fmt::Debug for Poller<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller")
            .field("request", &self.request)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

fn remaining(deadline: Option<Instant>, clock: &dyn Clock) -> Option<Duration> {
    Some(deadline?.saturating_duration_since(clock.now()))
}

/// The pause that a reply asks for, if it is a valid number.
fn asked_pause(headers: &HeaderMap, name: Option<&HeaderName>) -> Option<Duration> {
    let value = match name {
        Some(name) => headers.get(name)?,
        None => headers.iter().find(|(name, _)| name.as_str().ends_with(HINT))?.1,
    };
    let text = value.to_str().ok()?.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // A number that does not fit into 64 bits is clamped to the upper bound anyway.
    let milliseconds = is_number.then(|| text.parse().unwrap_or(u64::MAX))?;
    let (least, most) = HINT_BOUNDS;
    Some(Duration::from_millis(milliseconds).clamp(least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &'static str, value: &str) -> Option<u128> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        asked_pause(&headers, None).map(|pause| pause.as_millis())
    }

    #[test]
    fn only_whole_milliseconds_count() {
        for (value, expected) in [
            ("1500", Some(1500)),
            (" 250 ", Some(250)),
            ("0", Some(100)),
            ("99999999", Some(60_000)),
            ("99999999999999999999999999", Some(60_000)),
            ("", None),
            ("12ms", None),
            ("0x10", None),
            ("-2", None),
            ("1.5", None),
            ("NaN", None),
        ] {
            assert_eq!(asked("openai-poll-after-ms", value), expected, "{value:?}");
        }
        assert_eq!(asked("poll-after-ms", "300"), Some(300));
        assert_eq!(asked("retry-after-ms", "300"), None);
    }
}
