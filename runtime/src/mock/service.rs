//! The service behind a mock, which turns a request into a reply.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderMap, Method, header};
use tokio::time::Instant;

use super::choice::{check_constants, decide, undecided};
use super::error_reply::{ErrorReply, Reason, Rejection};
use super::exchange::Exchange;
use super::parts::Parts;
use super::received::Received;
use super::route::{Found, Router};
use crate::declaration::{ApiSpec, Endpoint, Endpoints};
use crate::transport::{BoxFuture, TransportResponse};

/// The number of requests that are remembered.
const REMEMBERED: usize = 1_000;

/// The number of bytes that the bodies of remembered requests may have in all. The last request is always remembered.
const REMEMBERED_BYTES: usize = 64 * 1024 * 1024;

/// Why there is no successful reply.
pub(super) enum Refusal {
    Rejection(Rejection),
    ErrorReply(ErrorReply),
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejection(rejection)
    }
}

impl From<ErrorReply> for Refusal {
    fn from(failure: ErrorReply) -> Self {
        Self::ErrorReply(failure)
    }
}

type Answer = Result<TransportResponse, Refusal>;
type Guard = Arc<dyn Fn(&Received) -> Result<(), ErrorReply> + Send + Sync>;
type Reply = Arc<dyn Fn(Parts) -> BoxFuture<'static, Answer> + Send + Sync>;

#[derive(Clone)]
struct Handler {
    /// Decodes the inputs, only to see whether they fit.
    check: fn(&Parts) -> Result<(), Rejection>,
    reply: Reply,
}

pub(super) struct Service {
    router: Router,
    base_path: &'static str,
    settings: Mutex<Settings>,
}

/// The largest body of a request that arrives at a port, unless another one is set.
const MAX_BODY: usize = 64 << 20;

pub(super) struct Settings {
    /// The key is the id of the endpoint.
    handlers: BTreeMap<&'static str, Handler>,
    received: VecDeque<Received>,
    /// The size of the bodies of `received`.
    received_bytes: usize,
    pub(super) guard: Guard,
    pub(super) reject: Arc<dyn Fn(Rejection) -> ErrorReply + Send + Sync>,
    pub(super) stamp: Arc<dyn Fn(&mut HeaderMap) + Send + Sync>,
    pub(super) observer: Arc<dyn Fn(&Exchange) + Send + Sync>,
    pub(super) delay: Duration,
    /// The largest body of a request that arrives at a port, in bytes.
    pub(super) max_body: usize,
    pub(super) failures: VecDeque<ErrorReply>,
}

impl Settings {
    /// Remembers a request, and forgets the oldest ones that there is no room for.
    fn remember(&mut self, received: Received) {
        self.received_bytes += received.body.len();
        self.received.push_back(received);
        while self.received.len() > REMEMBERED
            || self.received.len() > 1 && self.received_bytes > REMEMBERED_BYTES
        {
            let Some(oldest) = self.received.pop_front() else { break };
            self.received_bytes -= oldest.body.len();
        }
    }
}

impl Service {
    pub(super) fn new(spec: &'static ApiSpec, endpoints: Endpoints) -> Self {
        let settings = Settings {
            handlers: BTreeMap::new(),
            received: VecDeque::new(),
            received_bytes: 0,
            guard: Arc::new(|_| Ok(())),
            reject: Arc::new(ErrorReply::from),
            stamp: Arc::new(|_| ()),
            observer: Arc::new(|_| ()),
            delay: Duration::ZERO,
            max_body: MAX_BODY,
            failures: VecDeque::new(),
        };
        Self {
            router: Router::new(endpoints),
            base_path: spec.base_url().map_or("", path_of),
            settings: Mutex::new(settings),
        }
    }

    /// Returns the path of the declared base URL, without a trailing slash.
    pub(super) fn base_path(&self) -> &'static str {
        self.base_path
    }

    /// Sets a handler. Panics if two handlers would be for the same requests.
    #[track_caller]
    pub(super) fn handle(
        &self,
        endpoint: &'static Endpoint,
        check: fn(&Parts) -> Result<(), Rejection>,
        reply: impl Fn(Parts) -> BoxFuture<'static, Answer> + Send + Sync + 'static,
    ) {
        if let Some(other) = self.router.alike(endpoint).find(|other| self.has_handler(other)) {
            panic!(
                "`{}` and `{}` cannot both have a handler: each is `{endpoint}` with the same constants, and no body tells which \
                 of them a request is for",
                other.id(),
                endpoint.id(),
            );
        }
        let handler = Handler { check, reply: Arc::new(reply) };
        self.change(|settings| settings.handlers.insert(endpoint.id(), handler));
    }

    fn has_handler(&self, endpoint: &Endpoint) -> bool {
        self.settings().handlers.contains_key(endpoint.id())
    }

    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Settings) -> T) -> T {
        change(&mut self.settings())
    }

    pub(super) fn requests(&self) -> Vec<Received> {
        self.settings().received.iter().cloned().collect()
    }

    /// A test may continue to use the mock after a handler has panicked.
    fn settings(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the parts of a recorded request, if it is for this endpoint.
    pub(super) fn parts(&self, endpoint: &'static Endpoint, received: Received) -> Option<Parts> {
        received.endpoint.filter(|found| found.id() == endpoint.id())?;
        let path = self.router.values(endpoint, &received.path)?;
        Parts::new(endpoint, path, received).ok()
    }

    /// Tells the observer of a request to this path, once there is a reply.
    pub(super) async fn observed(
        &self,
        method: Method,
        path: String,
        reply: impl Future<Output = TransportResponse>,
    ) -> TransportResponse {
        let begin = Instant::now();
        let response = reply.await;
        let (status, duration) = (response.status, begin.elapsed());
        let observer = Arc::clone(&self.settings().observer);
        observer(&Exchange { method, path, status, duration });
        response
    }

    /// Replies to a request whose path still includes that of the base URL.
    pub(super) async fn answer(&self, received: Received) -> TransportResponse {
        let answering = self.begin(received);
        let delay = self.settings().delay;
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let mut response = match answering {
            Ok(replying) => replying.await.unwrap_or_else(|refusal| self.refuse(refusal)),
            Err(refusal) => self.refuse(refusal),
        };
        let stamp = Arc::clone(&self.settings().stamp);
        stamp(&mut response.headers);
        response
    }

    /// Records the request and finds the handler for it.
    fn begin(&self, mut received: Received) -> Result<BoxFuture<'static, Answer>, Refusal> {
        let inside = strip_base(&received.path, self.base_path).map(str::to_owned);
        let has_handler = |endpoint: &Endpoint| self.has_handler(endpoint);
        let found = match inside {
            Some(path) => {
                received.path = path;
                received.base_path = self.base_path;
                self.router.find(&received, has_handler)
            }
            None => self.router.find_outside(&received, has_handler),
        };
        let found = self.decided(found, &received);
        received.endpoint = found.as_ref().ok().copied();
        self.record(&received)?;
        let endpoint = found?;
        let parts = self.parts_of(endpoint, received)?;
        self.run(endpoint, parts)
    }

    /// Decides which of the endpoints that were found a request is for.
    fn decided(&self, found: Found, received: &Received) -> Result<&'static Endpoint, Refusal> {
        let unfit = |endpoint: &'static Endpoint| {
            let handler = self.settings().handlers.get(endpoint.id()).cloned()?;
            let parts = self.parts_of(endpoint, received.clone());
            parts.and_then(|parts| (handler.check)(&parts)).err().map(|why| why.of(endpoint))
        };
        match found {
            Found::Endpoints(endpoints) => match endpoints[..] {
                [endpoint] => Ok(endpoint),
                _ => Ok(decide(&endpoints, unfit)?),
            },
            Found::Undecided(endpoints) => Err(undecided(&endpoints, received).into()),
            Found::OtherMethods(others) => Err(self.other_method(received, &others).into()),
            Found::Nothing => Err(unknown_path(received).into()),
        }
    }

    fn parts_of(
        &self,
        endpoint: &'static Endpoint,
        received: Received,
    ) -> Result<Parts, Rejection> {
        let path = self.router.values(endpoint, &received.path).unwrap_or_default();
        Parts::new(endpoint, path, received)
    }

    /// Records the request. Returns an error if `fail_next` or the guard refuses it before its endpoint sees it.
    fn record(&self, received: &Received) -> Result<(), ErrorReply> {
        let mut settings = self.settings();
        settings.remember(received.clone());
        if let Some(failure) = settings.failures.pop_front() {
            return Err(failure);
        }
        let guard = Arc::clone(&settings.guard);
        drop(settings);
        guard(received)
    }

    fn run(
        &self,
        endpoint: &'static Endpoint,
        parts: Parts,
    ) -> Result<BoxFuture<'static, Answer>, Refusal> {
        let handler = self.settings().handlers.get(endpoint.id()).cloned();
        let handler = handler.ok_or_else(|| {
            Rejection::new(
                Reason::NoHandler,
                format_args!("the mock has no handler for `{endpoint}`"),
            )
            .of(endpoint)
        })?;
        check_constants(endpoint, parts.received()).map_err(|rejection| rejection.of(endpoint))?;
        Ok((handler.reply)(parts))
    }

    fn refuse(&self, refusal: Refusal) -> TransportResponse {
        let failure = match refusal {
            Refusal::ErrorReply(failure) => failure,
            Refusal::Rejection(rejection) => self.reject(rejection),
        };
        failure.into_response()
    }

    fn reject(&self, rejection: Rejection) -> ErrorReply {
        let reject = Arc::clone(&self.settings().reject);
        reject(rejection)
    }

    /// The reply lists the declared methods, as RFC 9110, section 15.5.6, requires.
    fn other_method(&self, received: &Received, others: &[&Endpoint]) -> ErrorReply {
        let allowed = methods(others);
        let problem = format!("`{}` has no {}, but {allowed}", received.path, received.method);
        self.reject(Rejection::new(Reason::OtherMethod, problem))
            .header(header::ALLOW.as_str(), &allowed)
    }
}

/// Lists the methods of endpoints, as in the header `allow`.
fn methods(endpoints: &[&Endpoint]) -> String {
    let mut methods: Vec<&str> = endpoints.iter().map(|endpoint| endpoint.method_name()).collect();
    methods.sort_unstable();
    methods.dedup();
    methods.join(", ")
}

fn unknown_path(received: &Received) -> Rejection {
    Rejection::new(
        Reason::UnknownPath,
        format_args!("no endpoint has the path `{}`", received.path),
    )
}

/// Returns the path of an absolute URL, without a trailing slash.
fn path_of(url: &'static str) -> &'static str {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    url[after_scheme..].find('/').map_or("", |at| url[after_scheme + at..].trim_end_matches('/'))
}

fn strip_base<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_is_that_of_the_declared_url() {
        assert_eq!(path_of("https://api.example.com"), "");
        assert_eq!(path_of("https://api.example.com/"), "");
        assert_eq!(path_of("https://api.example.com/a/v1/"), "/a/v1");
    }

    #[test]
    fn a_path_outside_the_base_is_none() {
        assert_eq!(strip_base("/v1/threads", "/v1"), Some("/threads"));
        assert_eq!(strip_base("/v1", "/v1"), Some(""));
        assert_eq!(strip_base("/v10/threads", "/v1"), None);
        assert_eq!(strip_base("/threads", ""), Some("/threads"));
    }
}
