//! A client: everything about a service that stays the same from call to call.

mod auth;
mod base_url;
mod builder;
mod clock;
mod limits;
mod redirects;
mod settings;
mod tuning;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName};

use crate::declaration::{ApiSpec, AuthScheme, Endpoints};
use crate::retry::{RetryPolicy, TokenBucket};
use crate::transport::Transport;

pub use self::auth::CredentialProvider;
pub(crate) use self::auth::{Authorization, header_of};
pub(crate) use self::base_url::BaseUrl;
pub use self::builder::ClientBuilder;
pub use self::clock::{Clock, Jitter, RandomJitter, Sleep, TokioClock};
pub use self::limits::Limits;
pub use self::redirects::Redirects;
pub(crate) use self::tuning::Tuning;

/// The header of an idempotency key when the declaration names none.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A client that `api!` declares: its tables, and the [`Client`] it is a layer over.
///
/// `api!` implements it; the builder and the stand-in service work for every type that has it.
pub trait Api: Sized + Clone {
    /// What the declaration says.
    const SPEC: &'static ApiSpec;

    /// The declared endpoints. (A function, since a constant made of constants is checked once more by the compiler.)
    fn endpoints() -> Endpoints;

    /// The declared client over `client`, which a builder of this API has made.
    fn from_client(client: Client) -> Self;

    /// The client below.
    fn client(&self) -> &Client;
}

/// The part of a declared client that sends its calls: base URL, credential, rules and the transport.
///
/// A declared client such as `OpenAi` is a thin layer over one, which [`Api::client`] gives. Clones are cheap, and share connections and the budget of
/// retries.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) spec: &'static ApiSpec,
    pub(crate) base: BaseUrl,
    /// What the declaration says of all calls.
    pub(crate) headers: HeaderMap,
    /// The names among them that the builder set: these go before an endpoint's.
    pub(crate) configured: Vec<HeaderName>,
    pub(crate) auth: Auth,
    pub(crate) secrets: Secrets,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Arc<dyn Jitter>,
    pub(crate) policy: RetryPolicy,
    pub(crate) budget: TokenBucket,
    pub(crate) redirects: Redirects,
    pub(crate) times: Times,
    pub(crate) limits: Limits,
}

/// Where the credential of a call comes from.
pub(crate) enum Auth {
    None,
    Fixed(Authorization),
    Provided { provider: Arc<dyn CredentialProvider>, scheme: AuthScheme },
}

/// Whether headers that hold secrets may be sent: not over plain http to another machine, unless the builder allows it.
#[derive(PartialEq)]
pub(crate) enum Secrets {
    Sent,
    Withheld,
}

/// The times of a call, where the client's builder sets them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Times {
    pub(crate) total: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) idle: Option<Duration>,
}

impl Client {
    /// What the declaration says about the API.
    pub fn spec(&self) -> &'static ApiSpec {
        self.inner.spec
    }

    /// The base URL without its query, which may hold a key.
    pub fn base_url(&self) -> String {
        self.inner.base.shown()
    }
}

impl Inner {
    /// The header that takes a call's idempotency key.
    pub(crate) fn idempotency_header(&self) -> &'static str {
        self.spec.idempotency_header_name().unwrap_or(IDEMPOTENCY_KEY)
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
        })
    }
}
