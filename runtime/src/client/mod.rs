//! A client: everything about a service that stays the same from call to call.

mod auth;
mod base_url;
mod builder;
mod clock;
mod limits;
mod redirects;
mod settings;

use std::fmt::{self, Display};
use std::sync::Arc;

use http::{HeaderMap, HeaderName};
use secrecy::SecretString;

use crate::declaration::{ApiSpec, AuthScheme, Endpoints};
use crate::error::Mistake;
use crate::request::{Tuning, headers};
use crate::retry::{RetryPolicy, TokenBucket};
use crate::transport::Transport;

pub use self::auth::CredentialProvider;
pub(crate) use self::auth::{Authorization, header_of};
pub(crate) use self::base_url::BaseUrl;
pub use self::builder::ClientBuilder;
pub use self::clock::{Clock, Jitter, RandomJitter, Sleep, TokioClock};
pub use self::limits::Limits;
pub use self::redirects::Redirects;

/// The header of an idempotency key when the declaration names none.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Why secrets are not sent over plain http to another machine.
pub(crate) const EXPOSED: &str = "the base URL is plain http to another machine, where anyone on the way could read the credential: \
                       use https, or `allow_insecure_http()`";

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

#[derive(Clone)]
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
    /// The pauses; how often and on which statuses is in `tuning`.
    pub(crate) policy: RetryPolicy,
    /// All clients that are derived from one share it.
    pub(crate) budget: Arc<TokenBucket>,
    pub(crate) redirects: Redirects,
    pub(crate) tuning: Tuning,
    pub(crate) limits: Limits,
    /// The first mistake in deriving this client from another: each of its calls ends with it.
    pub(crate) mistake: Option<Mistake>,
}

/// Where the credential of a call comes from.
#[derive(Clone)]
pub(crate) enum Auth {
    None,
    Fixed(Authorization),
    Provided { provider: Arc<dyn CredentialProvider>, scheme: AuthScheme },
}

/// Whether headers that hold secrets may be sent: not over plain http to another machine, unless the builder allows it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Secrets {
    Sent,
    Withheld,
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

    /// The same client with another credential, in the declared scheme. Connections and the budget of retries are shared.
    ///
    /// A credential that cannot be sent is an error of the kind [`Config`](crate::ErrorKind::Config) of each call.
    #[must_use]
    pub fn with_credential(&self, credential: impl Into<SecretString>) -> Self {
        self.derive(|inner| inner.set_credential(credential.into()))
    }

    /// The same client with a header on all calls, in place of any of the same name. Connections and the budget of retries
    /// are shared.
    ///
    /// A header that cannot be sent is an error of the kind [`Input`](crate::ErrorKind::Input) of each call.
    #[must_use]
    pub fn with_header(&self, name: &str, value: impl Display) -> Self {
        self.derive(|inner| inner.set_header(name, &value))
    }

    /// A clone, for expansions: a method of the type needs no trait in scope, and costs the compiler less than a path.
    #[doc(hidden)]
    pub fn share(&self) -> Self {
        self.clone()
    }

    fn derive(&self, change: impl FnOnce(&mut Inner) -> Result<(), Mistake>) -> Self {
        let mut inner = Inner::clone(&self.inner);
        if let Err(mistake) = change(&mut inner) {
            inner.mistake.get_or_insert(mistake);
        }
        Self { inner: Arc::new(inner) }
    }
}

impl Inner {
    /// The header that takes a call's idempotency key.
    pub(crate) fn idempotency_header(&self) -> HeaderName {
        let declared = self.spec.idempotency_header().map(str::as_bytes);
        let declared = declared.and_then(|name| HeaderName::from_bytes(name).ok());
        declared.unwrap_or(IDEMPOTENCY_KEY)
    }

    fn set_credential(&mut self, credential: SecretString) -> Result<(), Mistake> {
        let scheme = self.spec.auth().scheme();
        let Some(authorization) = Authorization::new(scheme, credential)? else {
            return Err(Mistake::config("the API is declared without a credential"));
        };
        if self.secrets == Secrets::Withheld {
            return Err(Mistake::config(EXPOSED));
        }
        // A header that was set by hand would go before it.
        if let Some(name) = header_of(scheme) {
            self.headers.remove(&name);
            self.configured.retain(|configured| *configured != name);
        }
        self.auth = Auth::Fixed(authorization);
        Ok(())
    }

    fn set_header(&mut self, name: &str, value: &dyn Display) -> Result<(), Mistake> {
        let (name, value) = headers::parse(name, value)?;
        if self.secrets == Secrets::Withheld && value.is_sensitive() {
            return Err(Mistake::config(EXPOSED));
        }
        self.configured.push(name.clone());
        self.headers.insert(name, value);
        Ok(())
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
