//! The engine: one loop of attempts for every call, whatever its endpoint and its kind of reply.
//!
//! Build, authorize, send, look at what came, and ask [`retry::decide`] what follows. The loop only carries out what is
//! decided there.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};
use tracing::Instrument as _;
use url::Url;

use crate::auth::{self, Authorization};
use crate::budget::Permit;
use crate::client::{Auth, Client, Inner};
use crate::error::{self, Error, ErrorKind, GaveUp, Timeout};
use crate::failure::Failure;
use crate::headers;
use crate::options::Tuning;
use crate::query;
use crate::receive::Incoming;
use crate::redirect::{self, Decision as Redirect};
use crate::reply::{ByteStream, Receive, ReplyBody};
use crate::request::Request;
use crate::response::Head;
use crate::retry::{self, Attempt, Credential, Decision, Replay, RetryPolicy, Safety, Stop};
use crate::timeout::{self, Expiry};
use crate::trace;
use crate::transport::{TransportRequest, TransportResponse};

/// A successful reply, not decoded.
pub(crate) struct Received {
    pub(crate) head: Head,
    pub(crate) body: ReplyBody,
}

/// How the engine is to take a reply: what it needs to know of a reply kind.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) receive: Receive,
    pub(crate) accept: Option<&'static str>,
}

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
        let exchange = Exchange::new(&client.inner, request, tuning, wanted)?;
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
    url: Url,
    wanted: Wanted,
    policy: RetryPolicy,
    times: Times,
    safety: Safety,
    replay: Replay,
    progress: Progress,
    /// The credential of the last attempt, when it is not the client's own.
    provided: Option<Authorization>,
}

/// The times of one call.
struct Times {
    deadline: Option<Instant>,
    attempt: Option<Duration>,
    idle: Duration,
    /// Whether the deadline was set for this call or endpoint, so that it bounds a stream too.
    bounds_stream: bool,
}

/// How far a call has come.
#[derive(Default)]
struct Progress {
    retries: u32,
    attempts: u32,
    hops: u8,
    renewed: bool,
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
        add_idempotency_key(client, &mut request);
        let replay = if request.body.is_replayable() { Replay::Possible } else { Replay::OneShot };
        Ok(Self {
            url: address(client, &request)?,
            policy: policy(client, &request, tuning),
            times: Times::new(client, &request, tuning),
            safety: safety(client, &request),
            replay,
            client,
            request,
            wanted,
            progress: Progress::default(),
            provided: None,
        })
    }

    async fn run(mut self) -> Result<Received, Error> {
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
        let renewable = matches!(self.client.auth, Auth::Provided { .. }) && !self.progress.renewed;
        let attempt = Attempt {
            retries: self.progress.retries,
            safety: self.safety,
            replay: self.replay,
            credential: if renewable { Credential::Renewable } else { Credential::Fixed },
            remaining: self.times.remaining(self.client),
            jitter: self.client.jitter.fraction(),
        };
        retry::decide(&self.policy, &attempt, &failure.outcome)
    }

    fn follow(&mut self, url: Url) {
        self.url = url;
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
    fn give_up(self, failure: Failure, reason: Option<GaveUp>) -> Error {
        let Progress { attempts, previous, .. } = self.progress;
        let error = failure.error.with_attempts(attempts).with_gave_up(reason);
        match previous {
            Some(previous) if error.is_timeout() => error.with_source(previous),
            _ => error,
        }
    }
}

// ===== one attempt =====

impl Exchange<'_> {
    async fn attempt(&mut self) -> Result<Step, Failure> {
        let mut expiry =
            Expiry::at(self.client.clock.clone(), self.times.attempt_deadline(self.client));
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
        let mut url = self.url.clone();
        self.authorize(&mut headers, &mut url, expiry).await?;
        let method = self.request.endpoint.method().clone();
        Ok(TransportRequest { method, url, headers, body: self.request.body.replay() })
    }

    /// All headers but the credential's. What is set nearer to the call goes before: the call, the client's builder, the
    /// endpoint's declaration, the API's declaration.
    fn headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = self.client.headers.clone();
        for (name, value) in self.request.endpoint.static_headers() {
            let (name, value) = headers::declared(name, value)?;
            if !self.client.configured.contains(&name) {
                headers.insert(name, value);
            }
        }
        if let Some(accept) = self.wanted.accept {
            headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
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
        auth::header_of(self.client.spec.auth_spec().scheme())
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
        let body = match self.wanted.receive {
            Receive::Whole => incoming.whole(limits.reply_body).await.map_err(Failure::body)?,
            Receive::Discard => {
                incoming.drain(limits.drain).await;
                bytes::Bytes::new()
            }
            Receive::Stream => {
                incoming.set_deadline(self.times.stream_deadline());
                let head = incoming.head.clone();
                return Ok(Received { head, body: ReplyBody::Stream(ByteStream::new(incoming)) });
            }
        };
        Ok(Received { head: incoming.head, body: ReplyBody::Whole(body) })
    }

    async fn redirect(&mut self, mut incoming: Incoming) -> Result<Step, Failure> {
        let method = self.request.endpoint.method();
        let headers = &incoming.head.headers;
        match redirect::decide(
            self.client.redirects,
            method,
            &self.url,
            headers,
            self.progress.hops,
        ) {
            Redirect::Follow(url) => {
                incoming.drain(self.client.limits.drain).await;
                Ok(Step::Redirected(url))
            }
            Redirect::Refuse(refusal) => {
                let body = incoming.beginning(self.client.limits.error_body).await;
                let message = format!(
                    "the redirect ({}) was not followed: {}",
                    incoming.head.status,
                    refusal.reason()
                );
                let error = Error::new(ErrorKind::Redirect, message)
                    .with_head(incoming.head)
                    .with_body(body);
                Err(Failure::permanent(error))
            }
        }
    }

    /// A reply that says no, with as much of its body as is kept.
    async fn refusal(&mut self, mut incoming: Incoming) -> Failure {
        let body = incoming.beginning(self.client.limits.error_body).await;
        let authorization = match &self.client.auth {
            Auth::Fixed(authorization) => Some(authorization),
            _ => self.provided.as_ref(),
        };
        let decoder = self
            .request
            .endpoint
            .error_decoder(incoming.head.status)
            .or(self.client.spec.error_decoder());
        Failure::refusal(
            incoming.head,
            body,
            decoder,
            authorization,
            self.client.clock.system_time(),
        )
    }
}

// ===== what holds for all attempts =====

impl Times {
    fn new(client: &Inner, request: &Request, tuning: Tuning) -> Self {
        let set = tuning.timeout.or(request.endpoint.total_timeout()).or(client.times.total);
        let total = set.or(client.spec.total_timeout()).unwrap_or(timeout::TOTAL);
        Self {
            deadline: client.clock.now().checked_add(total),
            attempt: tuning.attempt_timeout.or(client.times.attempt),
            idle: tuning.idle_timeout.or(client.times.idle).unwrap_or(timeout::IDLE),
            bounds_stream: set.is_some(),
        }
    }

    fn remaining(&self, client: &Inner) -> Option<Duration> {
        Some(self.deadline?.saturating_duration_since(client.clock.now()))
    }

    /// When the attempt that starts now is over, and as what.
    fn attempt_deadline(&self, client: &Inner) -> Option<(Instant, Timeout)> {
        let total = self.deadline.map(|at| (at, Timeout::Total));
        let Some(attempt) = self.attempt.and_then(|time| client.clock.now().checked_add(time))
        else {
            return total;
        };
        match total {
            Some((at, _)) if at <= attempt => total,
            _ => Some((attempt, Timeout::Attempt)),
        }
    }

    fn stream_deadline(&self) -> Option<(Instant, Timeout)> {
        self.deadline.filter(|_| self.bounds_stream).map(|at| (at, Timeout::Total))
    }
}

/// The URL of a call without its credential: the base with the call's path and query.
fn address(client: &Inner, request: &Request) -> Result<Url, Error> {
    let base = &client.base;
    let mut path = String::with_capacity(base.prefix.len() + request.path.len());
    path.push_str(&base.prefix);
    path.push_str(&request.path);
    let mut url = base.url.clone();
    url.set_path(&path);
    if url.path() != path {
        return Err(Error::input(
            "the path would change on its way, so that another endpoint would be called",
        ));
    }
    if !request.query.is_empty() {
        let mut query = base.url.query().unwrap_or_default().to_owned();
        query::push_encoded(&mut query, &request.query);
        url.set_query(Some(&query));
    }
    Ok(url)
}

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
    if let Ok((name, value)) = headers::parse(name, &crate::idempotency::key()) {
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
