//! The engine: one loop of attempts for every call, whatever its endpoint and its kind of reply.
//!
//! Each round builds, authorizes and sends the request, classifies the outcome, and asks [`retry::decide`] what to do
//! next. The loop only carries out those decisions.

mod failed_attempt;
mod idempotency;
mod location;
mod outgoing;
mod redirect;
pub(crate) mod timeout;
mod trace;

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use tracing::Instrument as _;
use url::Url;

use self::failed_attempt::FailedAttempt;
use self::location::Destination;
pub(crate) use self::redirect::same_origin;
use self::redirect::{Decision as Redirect, Refusal};
use self::timeout::Times;
use crate::client::{Auth, Authorization, Client, Inner, Secrets, Sent, has_secret};
use crate::declaration::{ErrorCondition, ErrorConditions, ErrorDecoder};
use crate::error::{self, Error, ErrorKind, NotRetried};
use crate::redactor::Redactor;
use crate::reply::{
    ErrorEvents, Expiry, Incoming, Opening, Received, ReceivedBody, Wanted, Way, reported,
};
use crate::request::{Request, Tuning, headers};
use crate::response::Head;
use crate::retry::{
    self, Attempt, Credential, Decision, Permit, Replay, RetryPolicy, Safety, Stop,
};
use crate::transport::TransportResponse;

/// Sends a request until it succeeds or no further attempt is made.
pub(crate) async fn execute(
    client: Client,
    request: Request,
    wanted: Wanted,
) -> Result<Received, Error> {
    let endpoint = request.endpoint;
    let span = trace::span(&client.inner, &request);
    let run = async {
        let mut exchange = Exchange::new(&client.inner, request, wanted)?;
        exchange.run().await
    };
    let result = run.instrument(span.clone()).await.map_err(|error| error.with_endpoint(endpoint));
    trace::record(&span, &result);
    result
}

/// Returns the time limit of a whole call of this request.
pub(crate) fn total_time(client: &Client, request: &Request) -> Duration {
    tuning(&client.inner, request).timeout.unwrap_or(timeout::TOTAL)
}

/// One call in progress: the settings for all its attempts, and how far it has got.
struct Exchange<'a> {
    client: &'a Inner,
    request: Request,
    wanted: Wanted,
    policy: RetryPolicy,
    times: Times,
    safety: Safety,
    replay: Replay,
    progress: Progress,
    destination: Destination,
    /// The credential of the last attempt, if a provider returned it.
    provided: Option<Authorization>,
    /// Knows the secrets that have been sent.
    redactor: Redactor,
}

/// How far a call has got.
#[derive(Default)]
struct Progress {
    retries: u32,
    attempts: u32,
    hops: u8,
    renewed: bool,
    /// The URL that the service gave: the target of the last redirect, or where the request goes in place of its path.
    given: Option<Url>,
    /// The failure of the attempt before the current one.
    previous: Option<Error>,
}

/// The outcome of an attempt that did not fail.
enum Step {
    Done(Received),
    Redirected(Url),
}

impl<'a> Exchange<'a> {
    fn new(client: &'a Inner, mut request: Request, wanted: Wanted) -> Result<Self, Error> {
        check(client, &mut request)?;
        add_idempotency_key(client, &mut request);
        let (destination, given) = location::resolve(client, &mut request)?;
        let secrets = Sent::of_request(&request, given.as_ref(), client.spec);
        let tuning = tuning(client, &request);
        let replay = if request.body.is_replayable() { Replay::Possible } else { Replay::OneShot };
        Ok(Self {
            policy: policy(client, tuning),
            times: Times::of(tuning, &*client.clock),
            safety: safety(client, &request),
            replay,
            redactor: client.redactor.with(secrets.into_texts()),
            destination,
            client,
            request,
            wanted,
            progress: Progress { given, ..Progress::default() },
            provided: None,
        })
    }

    async fn run(&mut self) -> Result<Received, Error> {
        let mut permit: Option<Permit<'_>> = None;
        loop {
            let failure = match self.attempt().await {
                Ok(Step::Redirected(url)) => {
                    self.follow(url);
                    continue;
                }
                Ok(Step::Done(received)) => {
                    if self.progress.retries == 0 {
                        self.client.budget.reward();
                    }
                    return Ok(received);
                }
                Err(failure) => failure,
            };
            if let Some(permit) = permit.take() {
                permit.spend();
            }
            match self.decide(&failure) {
                Decision::Stop(stop) => return Err(self.give_up(failure, not_retried(stop))),
                Decision::Renew => self.renew(),
                Decision::Retry { after } => {
                    permit = self.client.budget.take();
                    if permit.is_none() {
                        return Err(self.give_up(failure, Some(NotRetried::Budget)));
                    }
                    self.pause(after, failure).await;
                }
            }
        }
    }

    fn decide(&self, failure: &FailedAttempt) -> Decision {
        let renewable = self.provided.is_some() && !self.progress.renewed;
        let attempt = Attempt {
            retries: self.progress.retries,
            safety: self.safety,
            replay: self.replay,
            credential: if renewable { Credential::Renewable } else { Credential::Fixed },
            remaining: self.times.remaining(&*self.client.clock),
            jitter: self.client.jitter.fraction(),
        };
        retry::decide(&self.policy, &attempt, &failure.outcome)
    }

    fn follow(&mut self, url: Url) {
        self.progress.given = Some(url);
        self.progress.hops = self.progress.hops.saturating_add(1);
    }

    fn renew(&mut self) {
        self.progress.renewed = true;
        let auth = self.client.auth_of(self.request.endpoint);
        if let Ok(Some((_, Auth::Provided { provider, .. }))) = auth {
            provider.rejected();
        }
    }

    async fn pause(&mut self, after: Duration, failure: FailedAttempt) {
        trace::retry(&failure.error, after);
        self.progress.previous = Some(failure.error);
        self.progress.retries = self.progress.retries.saturating_add(1);
        self.client.clock.sleep(after).await;
    }

    /// Returns the error that the call ends with. If time ran out, its source is the failure before that.
    fn give_up(&mut self, failure: FailedAttempt, reason: Option<NotRetried>) -> Error {
        let previous = self.progress.previous.take();
        let error = failure.error.with_attempts(self.progress.attempts).with_not_retried(reason);
        match previous {
            Some(previous) if error.is_timeout() && error.source().is_none() => {
                error.with_source(previous)
            }
            _ => error,
        }
    }
}

// ===== one attempt =====

impl Exchange<'_> {
    async fn attempt(&mut self) -> Result<Step, FailedAttempt> {
        let mut expiry =
            Expiry::at(self.client.clock.clone(), self.times.attempt_deadline(&*self.client.clock));
        let outgoing = self.outgoing(&mut expiry).await?;
        self.progress.attempts = self.progress.attempts.saturating_add(1);
        match expiry.race(self.client.transport.send(outgoing)).await {
            Ok(Ok(response)) => self.reply(response, expiry).await,
            Ok(Err(error)) => Err(FailedAttempt::transport(error)),
            Err(timeout) => Err(FailedAttempt::lost(error::expired(timeout))),
        }
    }

    async fn reply(
        &mut self,
        response: TransportResponse,
        mut expiry: Expiry,
    ) -> Result<Step, FailedAttempt> {
        let TransportResponse { status, headers, body } = response;
        let mut head = Head {
            endpoint: self.request.endpoint,
            status,
            headers,
            retries: self.progress.retries,
            max_decoded: self.client.limits.max_decoded,
            redactor: self.redactor.clone(),
        };
        head.redact_request_id();
        expiry.watch_idle(self.times.idle);
        let incoming = Incoming::new(head, body, expiry);
        let is_named = self.request.endpoint.none_on().contains(&status.as_u16());
        if is_named {
            Ok(Step::Done(self.nothing(incoming).await))
        } else if status.is_success() {
            self.success(incoming).await.map(Step::Done)
        } else if redirect::is_redirect(status) {
            self.redirect(incoming).await
        } else {
            Err(self.refusal(incoming).await)
        }
    }

    async fn success(&mut self, mut incoming: Incoming) -> Result<Received, FailedAttempt> {
        incoming.watch_progress(self.request.on_progress.clone());
        let limits = &self.client.limits;
        let body = match self.wanted.way {
            Way::Discard if self.error_conditions().is_empty() => {
                incoming.drain(limits.max_drain).await;
                Ok(Bytes::new())
            }
            Way::Either if is_event_stream(&incoming.head) => return Ok(self.open(incoming)),
            Way::Content | Way::Either | Way::Discard => incoming.content(limits.max_body).await,
            Way::Bytes => incoming.whole(limits.max_body).await,
            Way::Stream => return Ok(self.open(incoming)),
            Way::Events => return self.events(incoming).await,
        };
        self.whole(incoming.head, body.map_err(FailedAttempt::body)?)
    }

    /// Checks that a body does not say that it is an error.
    fn whole(&mut self, head: Head, body: Bytes) -> Result<Received, FailedAttempt> {
        match reported(self.error_conditions(), &body) {
            Some(condition) => Err(self.reported(head, body, condition)),
            None => {
                let url = self.place_of_pages().map_err(FailedAttempt::permanent)?;
                Ok(Received { head, body: ReceivedBody::Whole(body), url })
            }
        }
    }

    /// The body of a reply with a status of success says that it is an error.
    fn reported(&mut self, head: Head, body: Bytes, condition: &ErrorCondition) -> FailedAttempt {
        let now = self.client.clock.system_time();
        let limit = self.client.limits.max_error_body;
        FailedAttempt::reported(head, body, condition, limit, now)
    }

    /// The declaration says that there is no value.
    async fn nothing(&mut self, mut incoming: Incoming) -> Received {
        incoming.drain(self.client.limits.max_drain).await;
        Received { head: incoming.head, body: ReceivedBody::Whole(Bytes::new()), url: None }
    }

    /// Hands over a reply whose body arrives after the call has completed.
    fn open(&self, mut incoming: Incoming) -> Received {
        incoming.set_deadline(self.times.stream_deadline());
        let head = incoming.head.clone();
        let errors = ErrorEvents::new(self.error_decoder(head.status));
        let conditions = self.error_conditions();
        let opening = Opening { incoming, limits: self.client.limits, errors, conditions };
        Received { head, body: ReceivedBody::Open(Box::new(opening)), url: None }
    }

    /// Checks that a reply is a stream of events. If it is something else, its body says what. A reply without a
    /// content type is refused as well, as the standard requires: read as events, it would look like an empty stream.
    async fn events(&mut self, mut incoming: Incoming) -> Result<Received, FailedAttempt> {
        if !is_event_stream(&incoming.head) {
            let body = incoming.beginning(self.client.limits.max_error_body).await;
            if let Some(condition) = reported(self.error_conditions(), &body) {
                return Err(self.reported(incoming.head, body, condition));
            }
            let decoder = self.error_decoder(incoming.head.status);
            let api = decoder.and_then(|decoder| decoder.decode(&body).ok());
            let message =
                "the reply is not an event stream: its content type is not `text/event-stream`";
            let error = Error::new(ErrorKind::Decode, message);
            let error = error.with_head(incoming.head).with_body(body).with_decoded(api);
            return Err(FailedAttempt::permanent(error));
        }
        Ok(self.open(incoming))
    }

    async fn redirect(&mut self, mut incoming: Incoming) -> Result<Step, FailedAttempt> {
        let url = self.address().map_err(FailedAttempt::permanent)?;
        let (method, headers) = (&self.request.method, &incoming.head.headers);
        let hops = self.progress.hops;
        let decision = redirect::decide(self.client.redirects, method, &url, headers, hops);
        let decision = match decision {
            Redirect::Follow(_) if self.replay == Replay::OneShot => {
                Redirect::Refuse(Refusal::OneShotBody)
            }
            decision => decision,
        };
        match decision {
            Redirect::Follow(url) => {
                incoming.drain(self.client.limits.max_drain).await;
                Ok(Step::Redirected(url))
            }
            Redirect::Refuse(refusal) => {
                let body = incoming.beginning(self.client.limits.max_error_body).await;
                Err(FailedAttempt::redirect(incoming.head, body, refusal))
            }
        }
    }

    /// Reads the kept part of an error reply.
    async fn refusal(&mut self, mut incoming: Incoming) -> FailedAttempt {
        let body = incoming.beginning(self.client.limits.max_error_body).await;
        let decoder = self.error_decoder(incoming.head.status);
        let now = self.client.clock.system_time();
        FailedAttempt::refusal(incoming.head, body, decoder, now)
    }

    fn error_conditions(&self) -> ErrorConditions {
        ErrorConditions {
            endpoint: self.request.endpoint.error_conditions(),
            api: self.client.spec.error_conditions(),
        }
    }

    fn error_decoder(&self, status: StatusCode) -> Option<ErrorDecoder> {
        self.request.endpoint.error(status).or(self.client.spec.error())
    }
}

/// Whether the content type is `text/event-stream`. Its parameters do not matter: the charset is always UTF-8.
fn is_event_stream(head: &Head) -> bool {
    let Some(content_type) = head.headers.get(CONTENT_TYPE) else { return false };
    let essence = content_type.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"text/event-stream")
}

// ===== settings for all attempts =====

/// Reports mistakes in the client or the request before anything is sent.
fn check(client: &Inner, request: &mut Request) -> Result<(), Error> {
    if let Some(mistake) = &client.mistake {
        return Err(mistake.clone().into());
    }
    if let Some(error) = request.take_error() {
        return Err(error);
    }
    if let Some(missing) = client.clock.missing() {
        return Err(Error::config(missing));
    }
    let key = &client.idempotency_header;
    if request.boundary.is_some() && request.header_word(&CONTENT_TYPE, key).is_some() {
        return Err(Error::input(
            "the header `content-type` of a multipart body names what separates its parts; do not set or remove it",
        ));
    }
    if client.secrets == Secrets::Withheld && has_secret(request, client.spec) {
        return Err(Error::input(
            "a header or a query parameter with a credential is not sent over plain http to another machine: use https, \
             or call `allow_insecure_http()`",
        ));
    }
    Ok(())
}

/// The time limits and retries of this call.
fn tuning(client: &Inner, request: &Request) -> Tuning {
    Tuning::of_call(client.spec, client.tuning, request.endpoint, request.tuning)
}

fn policy(client: &Inner, tuning: Tuning) -> RetryPolicy {
    let policy = client.policy;
    let policy = tuning.retries.map_or(policy, |retries| policy.retries(retries));
    tuning.statuses.map_or(policy, |statuses| policy.statuses(statuses))
}

fn safety(client: &Inner, request: &Request) -> Safety {
    let has_key = || {
        let header = &client.idempotency_header;
        request.header_word(header, header).is_some_and(|word| word.is_some())
    };
    if request.is_idempotent() || has_key() { Safety::Idempotent } else { Safety::Unsafe }
}

/// Adds one key for all attempts, if the API declares a header for it and the caller neither sets nor removes that
/// header.
fn add_idempotency_key(client: &Inner, request: &mut Request) {
    if client.spec.idempotency_header().is_none() || request.method.is_idempotent() {
        return;
    }
    let name = &client.idempotency_header;
    if request.header_word(name, name).is_none() {
        if let Ok(value) = headers::parse_value(name.as_str(), &idempotency::key()) {
            request.headers.insert(name.clone(), value);
        }
    }
}

/// Tells the caller why the call was not retried, unless the failure is permanent.
fn not_retried(stop: Stop) -> Option<NotRetried> {
    match stop {
        Stop::Final => None,
        Stop::Unsafe => Some(NotRetried::NotIdempotent),
        Stop::OneShot => Some(NotRetried::OneShotBody),
        Stop::Exhausted => Some(NotRetried::Attempts),
        Stop::RetryAfter(_) => Some(NotRetried::RetryAfter),
        Stop::Deadline => Some(NotRetried::Deadline),
    }
}
