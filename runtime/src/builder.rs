//! Setting up a client, and everything that may be set.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, header::USER_AGENT};
use secrecy::SecretString;
use url::Url;

use crate::api::{ApiSpec, AuthScheme, HeaderSource};
use crate::auth::{self, Authorization, Credential, CredentialProvider};
use crate::base_url::BaseUrl;
use crate::budget::TokenBucket;
use crate::client::{Api, Auth, Client, Inner, Secrets, Times};
use crate::clock::{Clock, Jitter, RandomJitter, TokioClock};
use crate::error::Error;
use crate::headers;
use crate::limits::Limits;
use crate::redirect::Redirects;
use crate::retry::RetryPolicy;
use crate::transport::Transport;

/// Sets up a client of the API `A`.
///
/// The environment is read only by [`read_env`](Self::read_env); what is set in code goes before what is read. All
/// defaults are in [one table](crate#defaults).
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use schematic_api::{Api, ClientBuilder, Error};
///
/// fn client<A: Api>() -> Result<A, Error> {
///     ClientBuilder::<A>::new().read_env().timeout(Duration::from_secs(60)).retries(3).build()
/// }
/// ```
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder<A> {
    settings: Settings,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> ClientBuilder<A> {
    /// A builder with the defaults of the declaration and of this crate.
    pub fn new() -> Self {
        Self { settings: Settings::new(A::SPEC), api: PhantomData }
    }

    /// Reads what the declaration names from the environment: the credential, the base URL, headers.
    ///
    /// A variable that is empty or blank counts as not set. A credential that was read goes to the declared host, to the one
    /// that the environment names, or to this machine; for a host that [`base_url`](Self::base_url) names, give it to
    /// [`api_key`](Self::api_key).
    pub fn read_env(self) -> Self {
        self.read_vars(|name| std::env::var(name).ok())
    }

    /// Reads what the declaration names from `lookup`, as [`read_env`](Self::read_env) does from the environment.
    pub fn read_vars(self, lookup: impl Fn(&str) -> Option<String>) -> Self {
        self.set(|settings| {
            settings.read(&|name| lookup(name).filter(|value| !value.trim().is_empty()));
        })
    }

    /// Sets the base URL, to which the paths of the endpoints are appended. Default: the declared one.
    ///
    /// It must be absolute, http or https, without user name and fragment. A path is kept, with or without a slash at its
    /// end, and a query is sent with every call.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.set(|settings| settings.base_url = Some(url.into()))
    }

    /// Sets the credential, whatever the declared scheme is: a key, a token, `user:password`.
    pub fn api_key(self, key: impl Into<SecretString>) -> Self {
        self.set(|settings| settings.credential = Some(Credential::Fixed(key.into())))
    }

    /// Asks `provider` for the credential of each attempt.
    pub fn credential_provider(self, provider: impl CredentialProvider) -> Self {
        self.set(|settings| settings.credential = Some(Credential::Provided(Arc::new(provider))))
    }

    /// Sends no credential, even if the declaration wants one: for a server that needs none, or takes it in a header of its own
    /// (see [`header`](Self::header)).
    pub fn without_credential(self) -> Self {
        self.set(|settings| settings.credential = Some(Credential::Withheld))
    }

    /// Sets a header of all calls, in place of a declared one of the same name.
    pub fn header(self, name: &str, value: impl Display) -> Self {
        self.set(|settings| match headers::parse(name, &value) {
            Ok((name, value)) => {
                settings.headers.insert(name, value);
            }
            Err(error) => settings.fail(error),
        })
    }

    /// Sets the time of a whole call, with all its attempts, pauses and the reply's body. Default: the declared one, else
    /// 10 min.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.times.total = Some(timeout))
    }

    /// Sets the time of each attempt. Default: only the whole call is limited.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.times.attempt = Some(timeout))
    }

    /// Sets the longest time between two chunks of a reply's body. Default: 60 s.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.times.idle = Some(timeout))
    }

    /// Sets how long a connection may take. Default: 5 s. A transport that is set by hand has its own time.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.connect_timeout = Some(timeout))
    }

    /// Sets how many times a failed attempt is repeated; 0 for never. Default: what the declaration says, else 2.
    pub fn retries(self, retries: u32) -> Self {
        self.set(|settings| settings.policy = settings.policy.retries(retries))
    }

    /// Sets all rules of retrying, in place of the declared ones.
    pub fn retry_policy(self, policy: RetryPolicy) -> Self {
        self.set(|settings| settings.policy = policy)
    }

    /// Sets the budget of retries: `capacity` tokens, of which a failed retry costs `cost` and a success earns one.
    /// Default: 500 and 10.
    pub fn retry_budget(self, capacity: u32, cost: u32) -> Self {
        self.set(|settings| settings.budget = (capacity, cost))
    }

    /// Sets which redirects are followed. Default: none.
    pub fn redirects(self, redirects: Redirects) -> Self {
        self.set(|settings| settings.redirects = redirects)
    }

    /// Sets how much of a reply is taken into memory.
    pub fn limits(self, limits: Limits) -> Self {
        self.set(|settings| settings.limits = limits)
    }

    /// Lets the credential go out over plain http to other machines, where anyone on the way can read it.
    pub fn allow_insecure_http(self) -> Self {
        self.set(|settings| settings.plain_http = PlainHttp::Allowed)
    }

    /// Sets what carries the requests. Default: [`ReqwestTransport`](crate::transport::ReqwestTransport).
    pub fn transport(self, transport: impl Transport) -> Self {
        self.set(|settings| settings.transport = Some(Arc::new(transport)))
    }

    /// Sets where the time comes from. Default: [`TokioClock`].
    pub fn clock(self, clock: impl Clock) -> Self {
        self.set(|settings| settings.clock = Arc::new(clock))
    }

    /// Sets where the jitter of pauses comes from. Default: [`RandomJitter`].
    pub fn jitter(self, jitter: impl Jitter) -> Self {
        self.set(|settings| settings.jitter = Arc::new(jitter))
    }

    /// Makes the client. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// An error of the kind [`Config`](crate::ErrorKind::Config) when the credential is missing (it names the variable to
    /// set), when the base URL is none, or when the credential would go over plain http to another machine; one of the
    /// kind [`Input`](crate::ErrorKind::Input) when a header is none.
    pub fn build(self) -> Result<A, Error> {
        self.settings.build().map(A::from_client)
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }
}

impl<A: Api> Default for ClientBuilder<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.settings.spec.name())
            .field("credential", &self.settings.credential)
            .field("headers", &self.settings.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Why a client that would send secrets over plain http to another machine is not built.
const EXPOSED: &str = "the base URL is plain http to another machine, where anyone on the way could read the credential: \
                       use https, or `allow_insecure_http()`";

/// Whether a credential may go over plain http to other machines.
#[derive(PartialEq)]
enum PlainHttp {
    Refused,
    Allowed,
}

/// What a builder collects, without the type of the API.
struct Settings {
    spec: &'static ApiSpec,
    base_url: Option<String>,
    base_url_read: Option<String>,
    credential: Option<Credential>,
    credential_read: Option<SecretString>,
    headers: HeaderMap,
    headers_read: HeaderMap,
    times: Times,
    connect_timeout: Option<Duration>,
    policy: RetryPolicy,
    budget: (u32, u32),
    redirects: Redirects,
    limits: Limits,
    plain_http: PlainHttp,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    jitter: Arc<dyn Jitter>,
    error: Option<Error>,
}

impl Settings {
    fn new(spec: &'static ApiSpec) -> Self {
        Self {
            spec,
            base_url: None,
            base_url_read: None,
            credential: None,
            credential_read: None,
            headers: HeaderMap::new(),
            headers_read: HeaderMap::new(),
            times: Times::default(),
            connect_timeout: None,
            policy: spec
                .retry_spec()
                .map_or_else(RetryPolicy::new, |spec| RetryPolicy::new().with(spec)),
            budget: (TokenBucket::DEFAULT_CAPACITY, TokenBucket::DEFAULT_COST),
            redirects: Redirects::default(),
            limits: Limits::new(),
            plain_http: PlainHttp::Refused,
            transport: None,
            clock: Arc::new(TokioClock),
            jitter: Arc::new(RandomJitter),
            error: None,
        }
    }

    /// Keeps the first mistake.
    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    fn read(&mut self, lookup: &dyn Fn(&str) -> Option<String>) {
        self.base_url_read = self.spec.base_url_variable().and_then(lookup);
        self.credential_read =
            self.spec.auth_spec().env_variable().and_then(lookup).map(SecretString::from);
        for header in self.spec.header_specs() {
            match header.source() {
                HeaderSource::Env(variable) | HeaderSource::OptionalEnv(variable) => {
                    if let Some(value) = lookup(variable) {
                        self.read_header(header.name(), &value);
                    }
                }
                HeaderSource::Static(_) => {}
            }
        }
    }

    fn read_header(&mut self, name: &str, value: &str) {
        match headers::parse(name, &value) {
            Ok((name, value)) => {
                self.headers_read.insert(name, value);
            }
            Err(error) => self.fail(error),
        }
    }
}

// ===== from settings to a client =====

impl Settings {
    fn build(mut self) -> Result<Client, Error> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let base = self.base()?;
        self.check_origin(&base)?;
        let auth = self.auth()?;
        let headers = self.all_headers()?;
        let secrets = self.secrets(base.url());
        if secrets == Secrets::Withheld && holds_secret(&auth, &headers) {
            return Err(Error::config(EXPOSED));
        }
        let inner = Inner {
            spec: self.spec,
            base,
            auth,
            secrets,
            headers,
            configured: self.headers.keys().cloned().collect(),
            transport: self.transport()?,
            clock: self.clock,
            jitter: self.jitter,
            policy: self.policy,
            budget: TokenBucket::new(self.budget.0, self.budget.1),
            redirects: self.redirects,
            times: self.times,
            limits: self.limits,
        };
        Ok(Client { inner: Arc::new(inner) })
    }

    fn base(&self) -> Result<BaseUrl, Error> {
        let variable = self.spec.base_url_variable().unwrap_or_default();
        match (&self.base_url, &self.base_url_read, self.spec.declared_base_url()) {
            (Some(url), ..) => BaseUrl::parse(url, "the base URL"),
            (None, Some(url), _) => BaseUrl::parse(url, &format!("the base URL in `{variable}`")),
            (None, None, Some(url)) => BaseUrl::parse(url, "the declared base URL"),
            (None, None, None) => Err(self.missing_base()),
        }
    }

    fn missing_base(&self) -> Error {
        let name = self.spec.name();
        Error::config(match self.spec.base_url_variable() {
            Some(variable) => format!(
                "{name} has no base URL: set the environment variable `{variable}` and read it with `from_env()` or \
                 `read_env()`, or give one to `base_url(..)`"
            ),
            None => format!("{name} has no base URL: give one to `base_url(..)` of its builder"),
        })
    }

    fn auth(&self) -> Result<Auth, Error> {
        let scheme = self.spec.auth_spec().scheme();
        if scheme == AuthScheme::None
            || auth::header_of(scheme).is_some_and(|name| self.headers.contains_key(name))
        {
            return Ok(Auth::None);
        }
        let read = self.credential_read.clone().map(Credential::Fixed);
        match self.credential.clone().or(read) {
            None if self.spec.auth_spec().is_optional() => Ok(Auth::None),
            None => Err(self.missing_credential()),
            Some(Credential::Withheld) => Ok(Auth::None),
            Some(Credential::Provided(provider)) => Ok(Auth::Provided { provider, scheme }),
            Some(Credential::Fixed(secret)) => {
                Ok(Authorization::new(scheme, secret)?.map_or(Auth::None, Auth::Fixed))
            }
        }
    }

    fn missing_credential(&self) -> Error {
        let name = self.spec.name();
        Error::config(match self.spec.auth_spec().env_variable() {
            Some(variable) => format!(
                "{name} has no credential: set the environment variable `{variable}` and read it with `from_env()` or \
                 `read_env()`, or give a key to `api_key(..)`"
            ),
            None => format!("{name} has no credential: give a key to `api_key(..)` of its builder"),
        })
    }

    fn secrets(&self, url: &Url) -> Secrets {
        if self.plain_http == PlainHttp::Allowed || auth::is_safe_destination(url) {
            Secrets::Sent
        } else {
            Secrets::Withheld
        }
    }

    /// A key that was read from the environment is for the declared host, or for the one that the environment names. A
    /// host that only the code names (it may come from a file of someone else's) is given no key that nobody gave it.
    fn check_origin(&self, base: &BaseUrl) -> Result<(), Error> {
        let declared = self.spec.declared_base_url().and_then(|url| Url::parse(url).ok());
        let is_declared = declared.is_none_or(|declared| declared.origin() == base.url().origin());
        let is_keyless = self.credential.is_some() || self.credential_read.is_none();
        if self.base_url.is_none() || is_keyless || is_declared || auth::is_loopback(base.url()) {
            return Ok(());
        }
        Err(Error::config(
            "the credential was read from the environment, but the code names another host than the declared one: give \
             that host its credential with `api_key(..)`",
        ))
    }

    /// The headers of all calls: our name, then the declared ones, then what was read, then what was set.
    fn all_headers(&self) -> Result<HeaderMap, Error> {
        let mut all = HeaderMap::new();
        all.insert(
            USER_AGENT,
            HeaderValue::from_static(concat!("schematic-api/", env!("CARGO_PKG_VERSION"))),
        );
        for header in self.spec.header_specs() {
            match header.source() {
                HeaderSource::Static(value) => {
                    let (name, value) = headers::declared(header.name(), value)?;
                    all.insert(name, value);
                }
                HeaderSource::Env(variable) => self.check_present(header.name(), variable)?,
                HeaderSource::OptionalEnv(_) => {}
            }
        }
        headers::overlay(&mut all, &self.headers_read);
        headers::overlay(&mut all, &self.headers);
        let own = auth::header_of(self.spec.auth_spec().scheme());
        if let Some(own) = own.and_then(|name| all.get_mut(name)) {
            own.set_sensitive(true);
        }
        Ok(all)
    }

    fn check_present(&self, name: &'static str, variable: &str) -> Result<(), Error> {
        if self.headers.contains_key(name) || self.headers_read.contains_key(name) {
            return Ok(());
        }
        Err(Error::config(format!(
            "the header `{name}` has no value: set the environment variable `{variable}`, or call `header(..)`"
        )))
    }

    #[cfg(feature = "reqwest")]
    fn transport(&self) -> Result<Arc<dyn Transport>, Error> {
        use crate::transport::ReqwestTransport;
        Ok(self.transport.clone().unwrap_or_else(|| {
            Arc::new(
                self.connect_timeout
                    .map_or_else(ReqwestTransport::new, ReqwestTransport::with_connect_timeout),
            )
        }))
    }

    #[cfg(not(feature = "reqwest"))]
    fn transport(&self) -> Result<Arc<dyn Transport>, Error> {
        let _ = self.connect_timeout;
        self.transport.clone().ok_or_else(|| {
            Error::config(
                "no transport: turn on the feature `reqwest`, or give one to `transport(..)`",
            )
        })
    }
}

/// Whether every call would carry a secret.
fn holds_secret(auth: &Auth, headers: &HeaderMap) -> bool {
    !matches!(auth, Auth::None) || headers::has_secret(headers)
}
