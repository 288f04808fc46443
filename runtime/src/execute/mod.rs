//! The engine: one loop of attempts for every call, whatever its endpoint and its kind of reply.
//!
//! Build, authorize, send, look at what came, and ask [`retry::decide`] what follows. The loop only carries out what is
//! decided there.

mod failure;
mod idempotency;
mod redirect;
pub(crate) mod timeout;
mod trace;

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use tracing::Instrument as _;
use url::Url;

use self::failure::Failure;
use self::redirect::Decision as Redirect;
use self::timeout::Times;
use crate::client::Tuning;
use crate::client::{self, Auth, Authorization, Client, Inner, Secrets};
use crate::declaration::ErrorDecoder;
use crate::error::{self, Error, ErrorKind, GaveUp};
use crate::reply::{
    ByteStream, ErrorEvents, Expiry, Incoming, Opening, Receive, Received, ReplyBody, Wanted,
};
use crate::request::{Request, headers};
use crate::response::Head;
use crate::retry::{
    self, Attempt, Credential, Decision, Permit, Replay, RetryPolicy, Safety, Stop,
};
use crate::transport::{TransportRequest, TransportResponse};

/// Sends a request until it succeeds or is given up.
pub(crate) async fn execute(
    client: &Client,
    request: Request,
    tuning: Tuning,
    wanted: Wanted,
) -> Result<Received, Error> {
    let endpoint = request.endpoint;
    let span = trace::span(&client.inner, endpoint);
    let run = async {
        let mut exchange = Exchange::new(&client.inner, request, tuning, wanted)?;
        exchange.run().await
    };
    let result = run.instrument(span.clone()).await.map_err(|error| error.with_endpoint(endpoint));
    trace::record(&span, &result);
    result
}

/// One call on its way: what holds for all its attempts, and how far it has come.
struct Exchange<'a> {
    client: &'a Inner,
    request: Request,
    wanted: Wanted,
    policy: RetryPolicy,
    times: Times,
    safety: Safety,
    replay: Replay,
    progress: Progress,
    /// The credential of the last attempt, when a provider gave it.
    provided: Option<Authorization>,
}

/// How far a call has come.
#[derive(Default)]
struct Progress {
    retries: u32,
    attempts: u32,
    hops: u8,
    renewed: bool,
    /// Where the last redirect led.
    redirected: Option<Url>,
    /// The failure before the attempt that is going on.
    previous: Option<Error>,
}

/// What an attempt leads to when it does not fail.
enum Step {
    Done(Received),
    Redirected(Url),
}

impl<'a> Exchange<'a> {
    fn new(
        client: &'a Inner,
        mut request: Request,
        tuning: Tuning,
        wanted: Wanted,
    ) -> Result<Self, Error> {
        if let Some(error) = request.take_error() {
            return Err(error);
        }
        if client.secrets == Secrets::Withheld && headers::has_secret(&request.headers) {
            return Err(Error::input(
                "a header with a credential is not sent over plain http to another machine",
            ));
        }
        add_idempotency_key(client, &mut request);
        let replay = if request.body.is_replayable() { Replay::Possible } else { Replay::OneShot };
        Ok(Self {
            policy: policy(client, &request, tuning),
            times: Times::of(client, request.endpoint, tuning),
            safety: safety(client, &request),
            replay,
            client,
            request,
            wanted,
            progress: Progress::default(),
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
                Decision::Stop(stop) => return Err(self.give_up(failure, gave_up(stop))),
                Decision::Renew => self.renew(),
                Decision::Retry { after } => {
                    permit = self.client.budget.take();
                    if permit.is_none() {
                        return Err(self.give_up(failure, Some(GaveUp::Budget)));
                    }
                    self.pause(after, failure).await;
                }
            }
        }
    }

    fn decide(&self, failure: &Failure) -> Decision {
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
        self.progress.redirected = Some(url);
        self.progress.hops = self.progress.hops.saturating_add(1);
    }

    fn renew(&mut self) {
        self.progress.renewed = true;
        if let Auth::Provided { provider, .. } = &self.client.auth {
            provider.rejected();
        }
    }

    async fn pause(&mut self, after: Duration, failure: Failure) {
        trace::retry(&failure.error, after);
        self.progress.previous = Some(failure.error);
        self.progress.retries = self.progress.retries.saturating_add(1);
        self.client.clock.sleep(after).await;
    }

    /// The error that the call ends with. When time ran out, its source is what went wrong before.
    fn give_up(&mut self, failure: Failure, reason: Option<GaveUp>) -> Error {
        let previous = self.progress.previous.take();
        let error = failure.error.with_attempts(self.progress.attempts).with_gave_up(reason);
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
    async fn attempt(&mut self) -> Result<Step, Failure> {
        let mut expiry =
            Expiry::at(self.client.clock.clone(), self.times.attempt_deadline(&*self.client.clock));
        let outgoing = self.outgoing(&mut expiry).await?;
        self.progress.attempts = self.progress.attempts.saturating_add(1);
        match expiry.race(self.client.transport.send(outgoing)).await {
            Ok(Ok(response)) => self.reply(response, expiry).await,
            Ok(Err(error)) => Err(Failure::transport(error)),
            Err(timeout) => Err(Failure::lost(error::expired(timeout))),
        }
    }

    async fn outgoing(&mut self, expiry: &mut Expiry) -> Result<TransportRequest, Failure> {
        let mut headers = self.headers().map_err(Failure::permanent)?;
        let mut url = self.address().map_err(Failure::permanent)?;
        self.authorize(&mut headers, &mut url, expiry).await?;
        let method = self.request.endpoint.method().clone();
        Ok(TransportRequest { method, url, headers, body: self.request.body.replay() })
    }

    /// The URL of an attempt without its credential.
    fn address(&self) -> Result<Url, Error> {
        match &self.progress.redirected {
            Some(url) => Ok(url.clone()),
            None => self.client.base.join(&self.request.path, &self.request.query),
        }
    }

    /// All headers but the credential's. What is set nearer to the call goes before: the call, the client's builder, the
    /// endpoint's declaration, the API's declaration.
    fn headers(&self) -> Result<HeaderMap, Error> {
        let declared = self.request.endpoint.static_headers();
        // Room for the content type, `accept` and the credential, so that the map does not grow.
        let capacity = self.client.headers.len() + declared.len() + self.request.headers.len() + 3;
        let mut headers = HeaderMap::with_capacity(capacity);
        headers::overlay(&mut headers, &self.client.headers);
        for (name, value) in declared {
            let (name, value) = headers::declared(name, value)?;
            if !self.client.configured.contains(&name) {
                headers.insert(name, value);
            }
        }
        if let Some(accept) = self.wanted.accept {
            headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
        }
        if let Some(content_type) = self.request.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        headers::overlay(&mut headers, &self.request.headers);
        for name in &self.request.removed {
            headers.remove(name);
        }
        Ok(headers)
    }

    async fn authorize(
        &mut self,
        headers: &mut HeaderMap,
        url: &mut Url,
        expiry: &mut Expiry,
    ) -> Result<(), Failure> {
        if !self.request.endpoint.sends_credentials() || self.has_own_credential(headers) {
            return Ok(());
        }
        match &self.client.auth {
            Auth::None => {}
            Auth::Fixed(authorization) => authorization.apply(headers, url),
            Auth::Provided { provider, scheme } => {
                let secret = expiry
                    .race(provider.credential())
                    .await
                    .map_err(|timeout| Failure::permanent(error::expired(timeout)))?
                    .map_err(|error| {
                        let message = "the provider of the credential failed";
                        Failure::permanent(Error::config(message).with_source(error))
                    })?;
                self.provided = Authorization::new(*scheme, secret).map_err(Failure::permanent)?;
                if let Some(authorization) = &self.provided {
                    authorization.apply(headers, url);
                }
            }
        }
        Ok(())
    }

    /// Whether the caller has set, or removed, the header that the credential would go into.
    fn has_own_credential(&self, headers: &HeaderMap) -> bool {
        client::header_of(self.client.spec.auth_spec().scheme())
            .is_some_and(|name| headers.contains_key(&name) || self.request.removed.contains(&name))
    }

    async fn reply(
        &mut self,
        response: TransportResponse,
        mut expiry: Expiry,
    ) -> Result<Step, Failure> {
        let TransportResponse { status, headers, body } = response;
        let head = Head {
            endpoint: self.request.endpoint,
            status,
            headers,
            retries: self.progress.retries,
        };
        expiry.watch_idle(self.times.idle);
        let incoming = Incoming::new(head, body, expiry);
        if status.is_success() {
            self.success(incoming).await.map(Step::Done)
        } else if redirect::is_redirect(status) {
            self.redirect(incoming).await
        } else {
            Err(self.refusal(incoming).await)
        }
    }

    async fn success(&mut self, mut incoming: Incoming) -> Result<Received, Failure> {
        let limits = &self.client.limits;
        match self.wanted.receive {
            Receive::Whole => {
                let body = incoming.whole(limits.reply_body).await.map_err(Failure::body)?;
                Ok(Received { head: incoming.head, body: ReplyBody::Whole(body) })
            }
            Receive::Discard => {
                incoming.drain(limits.drain).await;
                Ok(Received { head: incoming.head, body: ReplyBody::Whole(Bytes::new()) })
            }
            Receive::Stream => {
                incoming.set_deadline(self.times.stream_deadline());
                let head = incoming.head.clone();
                Ok(Received { head, body: ReplyBody::Stream(ByteStream::new(incoming)) })
            }
            Receive::Events => self.events(incoming).await,
        }
    }

    /// A reply that should be a stream of events. One that is something else has a body that says what; so has one that does
    /// not say what it is, for which the standard refuses the stream as well: read as events, it would be an empty stream.
    async fn events(&mut self, mut incoming: Incoming) -> Result<Received, Failure> {
        let limits = self.client.limits;
        let content_type = incoming.head.headers.get(CONTENT_TYPE);
        if !content_type.is_some_and(is_event_stream) {
            let body = incoming.beginning(limits.error_body).await;
            let decoder = self.error_decoder(incoming.head.status);
            let api = decoder.and_then(|decoder| decoder.decode(&body).ok());
            let message =
                "the reply is no event stream: its content type is not `text/event-stream`";
            let error = Error::new(ErrorKind::Decode, message);
            let error = error.with_head(incoming.head).with_body(body).with_api(api);
            return Err(Failure::permanent(error));
        }
        incoming.set_deadline(self.times.stream_deadline());
        let head = incoming.head.clone();
        let decoder = self.error_decoder(head.status);
        let errors = ErrorEvents::new(decoder, self.authorization().cloned());
        let opening = Opening { incoming, limits, errors };
        Ok(Received { head, body: ReplyBody::Events(Box::new(opening)) })
    }

    async fn redirect(&mut self, mut incoming: Incoming) -> Result<Step, Failure> {
        let url = self.address().map_err(Failure::permanent)?;
        let (method, headers) = (self.request.endpoint.method(), &incoming.head.headers);
        match redirect::decide(self.client.redirects, method, &url, headers, self.progress.hops) {
            Redirect::Follow(url) => {
                incoming.drain(self.client.limits.drain).await;
                Ok(Step::Redirected(url))
            }
            Redirect::Refuse(refusal) => {
                let body = incoming.beginning(self.client.limits.error_body).await;
                Err(Failure::redirect(incoming.head, body, refusal))
            }
        }
    }

    /// A reply that says no, with as much of its body as is kept.
    async fn refusal(&mut self, mut incoming: Incoming) -> Failure {
        let body = incoming.beginning(self.client.limits.error_body).await;
        let decoder = self.error_decoder(incoming.head.status);
        let now = self.client.clock.system_time();
        Failure::refusal(incoming.head, body, decoder, self.authorization(), now)
    }

    fn error_decoder(&self, status: StatusCode) -> Option<ErrorDecoder> {
        self.request.endpoint.error_decoder(status).or(self.client.spec.error_decoder())
    }

    /// The credential that was sent, which a service may repeat in what it says.
    fn authorization(&self) -> Option<&Authorization> {
        match &self.client.auth {
            Auth::Fixed(authorization) => Some(authorization),
            _ => self.provided.as_ref(),
        }
    }
}

/// `text/event-stream`, whatever its parameters say: the charset is UTF-8 always.
fn is_event_stream(content_type: &HeaderValue) -> bool {
    let essence = content_type.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"text/event-stream")
}

// ===== what holds for all attempts =====

/// The rules of retrying: the call's, else the endpoint's, else the client's.
fn policy(client: &Inner, request: &Request, tuning: Tuning) -> RetryPolicy {
    let policy =
        request.endpoint.retry_spec().map_or(client.policy, |spec| client.policy.with(spec));
    tuning.retries.map_or(policy, |retries| policy.retries(retries))
}

fn safety(client: &Inner, request: &Request) -> Safety {
    let has_key = || request.headers.contains_key(client.idempotency_header());
    if request.endpoint.is_idempotent() || has_key() { Safety::Idempotent } else { Safety::Unsafe }
}

/// Adds one key for all attempts, when the API declares a header for it and the caller has set none.
fn add_idempotency_key(client: &Inner, request: &mut Request) {
    let Some(name) = client.spec.idempotency_header_name() else { return };
    if request.endpoint.method().is_idempotent() || request.headers.contains_key(name) {
        return;
    }
    if let Ok((name, value)) = headers::parse(name, &idempotency::key()) {
        request.headers.insert(name, value);
    }
}

/// What the caller is told about a call that is not repeated. Nothing, when repeating it would be pointless.
fn gave_up(stop: Stop) -> Option<GaveUp> {
    match stop {
        Stop::Final => None,
        Stop::Unsafe => Some(GaveUp::NotIdempotent),
        Stop::OneShot => Some(GaveUp::OneShotBody),
        Stop::Exhausted => Some(GaveUp::Attempts),
        Stop::RetryAfter(_) => Some(GaveUp::RetryAfter),
        Stop::Deadline => Some(GaveUp::Deadline),
    }
}
