//! Setting up a client, and everything that may be set.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::Api;
use super::auth::{Credential, CredentialProvider};
use super::clock::{Clock, Jitter};
use super::limits::Limits;
use super::redirects::Redirects;
use super::settings::{EnvProxies, PlainHttp, Settings};
use crate::error::Error;
use crate::request::headers;
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
    /// [`credential`](Self::credential).
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
    pub fn credential(self, key: impl Into<SecretString>) -> Self {
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
            Err(mistake) => settings.fail(mistake),
        })
    }

    /// Sets the time of a whole call, with all its attempts, pauses and the reply's body. Default: the declared one, else
    /// 10 min.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.tuning.set_timeout(timeout))
    }

    /// Sets the time of each attempt. Default: only the whole call is limited.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.tuning.attempt_timeout = Some(timeout))
    }

    /// Sets the longest time between two chunks of a reply's body. Default: 60 s.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.tuning.idle_timeout = Some(timeout))
    }

    /// Sets how long a connection may take. Default: 5 s. A transport that is set by hand has its own time.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.connect_timeout = Some(timeout))
    }

    /// Sets how many times a failed attempt is repeated; 0 for never. Default: what the declaration says, else 2.
    pub fn retries(self, retries: u32) -> Self {
        self.set(|settings| settings.tuning.retries = Some(retries))
    }

    /// Sets all rules of retrying, in place of the declared ones.
    pub fn retry_policy(self, policy: RetryPolicy) -> Self {
        self.set(|settings| {
            (settings.tuning.retries, settings.tuning.statuses) = policy.repetitions();
            settings.policy = policy;
        })
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

    /// Connects to the service directly, whatever proxies the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`).
    /// A transport that is set by hand has its own proxies.
    pub fn without_env_proxies(self) -> Self {
        self.set(|settings| settings.env_proxies = EnvProxies::Ignored)
    }

    /// Sets what carries the requests. Default: [`ReqwestTransport`](crate::transport::ReqwestTransport).
    pub fn transport(self, transport: impl Transport) -> Self {
        self.set(|settings| settings.transport = Some(Arc::new(transport)))
    }

    /// Sets where the time comes from. Default: [`TokioClock`](crate::TokioClock).
    pub fn clock(self, clock: impl Clock) -> Self {
        self.set(|settings| settings.clock = Arc::new(clock))
    }

    /// Sets where the jitter of pauses comes from. Default: [`RandomJitter`](crate::RandomJitter).
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
