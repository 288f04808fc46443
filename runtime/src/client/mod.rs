//! The client: everything about a service that stays the same from call to call.

mod auth;
mod authorized;
mod base_url;
mod builder;
mod clock;
mod credential;
mod derived;
#[cfg(feature = "record")]
mod interposer;
mod limits;
mod query;
mod redirects;
mod secrets;
mod settings;

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::declaration::{ApiSpec, AuthScheme, Endpoints};
use crate::error::Mistake;
use crate::redactor::Redactor;
use crate::request::Tuning;
use crate::retry::{RetryPolicy, TokenBucket};
use crate::transport::Transport;

pub use self::auth::CredentialProvider;
pub(crate) use self::auth::{Authorization, credential_headers, header_of, is_safe_destination};
pub(crate) use self::base_url::BaseUrl;
pub use self::builder::ClientBuilder;
pub use self::clock::{Clock, Jitter, RandomJitter, Sleep, TokioClock};
pub use self::credential::Credential;
#[cfg(feature = "record")]
pub(crate) use self::interposer::{Interposer, Offline, Surroundings};
pub use self::limits::Limits;
use self::query::ClientQuery;
pub use self::redirects::Redirects;
pub(crate) use self::secrets::{Sent, has_secret};

/// The error of a client that would send a secret over plain http to another machine.
pub(crate) const EXPOSED: &str = "the base URL is plain http to another machine, where anyone on the way could read the \
                                  credential: use https, or call `allow_insecure_http()`";

/// A client that is declared with [`api!`](crate::api!): the constants of its declaration and the [`Client`] it wraps.
///
/// `api!` implements this trait. [`ClientBuilder`] and the mock work with any type that implements it.
pub trait Api: Sized + Clone {
    /// The declaration of the API.
    const SPEC: &'static ApiSpec;

    /// Returns the declared endpoints.
    // A function, because the compiler would check a constant made of constants a second time.
    fn endpoints() -> Endpoints;

    /// Wraps `client`, which must come from a builder of this API.
    fn from_client(client: Client) -> Self;

    /// Returns the wrapped client.
    fn client(&self) -> &Client;
}

/// The part of a declared client that sends its calls: base URL, credential, settings and transport.
///
/// A declared client such as `OpenAi` is a thin wrapper around a `Client`; [`Api::client`] returns it. Clones are cheap
/// and share the connections and the retry budget.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) spec: &'static ApiSpec,
    pub(crate) base: BaseUrl,
    pub(crate) query: ClientQuery,
    /// Sent with every call.
    pub(crate) headers: HeaderMap,
    /// The names of those that the builder set. They take precedence over an endpoint's headers.
    pub(crate) configured: Vec<HeaderName>,
    /// What the builder adds to headers, after what endpoints add.
    pub(crate) appended: Vec<(HeaderName, HeaderValue)>,
    /// In which calls send their idempotency keys.
    pub(crate) idempotency_header: HeaderName,
    /// The credential of calls whose endpoint names no other.
    pub(crate) auth: Auth,
    /// The credentials that endpoints name, in the order of the declaration.
    pub(crate) named: Vec<Auth>,
    /// Knows the secrets of every call.
    pub(crate) redactor: Redactor,
    pub(crate) secrets: Secrets,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Arc<dyn Jitter>,
    /// Only its pauses count: the number of retries and the statuses are in `tuning`.
    pub(crate) policy: RetryPolicy,
    /// Shared by all clients that are derived from one.
    pub(crate) budget: Arc<TokenBucket>,
    pub(crate) redirects: Redirects,
    pub(crate) tuning: Tuning,
    pub(crate) limits: Limits,
    /// The first mistake made when this client was derived from another. Every call fails with it.
    pub(crate) mistake: Option<Mistake>,
}

/// Where the credential of a call comes from.
#[derive(Clone)]
pub(crate) enum Auth {
    None,
    Fixed(Authorization),
    Provided {
        provider: Arc<dyn CredentialProvider>,
        scheme: AuthScheme,
    },
    /// Nobody has set it. The mistake is that of a call that needs it.
    Missing(Mistake),
}

/// Whether secrets may be sent. They are withheld over plain http to another machine, unless the builder allows it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Secrets {
    Sent,
    Withheld,
}

impl Client {
    /// Returns the declaration of the API.
    pub fn spec(&self) -> &'static ApiSpec {
        self.inner.spec
    }

    /// Returns the base URL without its query, which may contain a key.
    pub fn base_url(&self) -> String {
        self.inner.base.shown()
    }

    /// A clone, for expansions: a method of the type needs no trait in scope, and costs the compiler less than a path.
    #[doc(hidden)]
    pub fn share(&self) -> Self {
        self.clone()
    }
}

impl Inner {
    /// Tells the redactor what every call sends.
    pub(crate) fn know_secrets(&mut self) {
        let mut sent = Sent::default();
        for auth in [&self.auth].into_iter().chain(&self.named) {
            if let Auth::Fixed(authorization) = auth {
                sent.credential(authorization.secret());
            }
        }
        let appended = self.appended.iter().map(|(name, value)| (name, value));
        for (name, value) in self.headers.iter().chain(appended) {
            sent.header(name, value);
        }
        let base = self.base.url().query().unwrap_or_default();
        for query in self.query.pairs().chain([base]) {
            sent.query(query, self.spec);
        }
        self.redactor = self.redactor.with(sent.into_texts());
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.spec.name())
            .field("base_url", &self.base_url())
            .field("auth", &self.inner.auth)
            .field("headers", &self.inner.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Fixed(_) => "[redacted]",
            Self::Provided { .. } => "[provided]",
            Self::Missing(_) => "missing",
        })
    }
}
