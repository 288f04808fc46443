//! The builder of a client, with everything that can be set.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::Api;
use super::auth::CredentialProvider;
use super::clock::{Clock, Jitter};
use super::credential::{Credential, Given};
#[cfg(feature = "record")]
use super::interposer::Interposer;
use super::limits::Limits;
use super::redirects::Redirects;
use super::settings::{EnvProxies, PlainHttp, Settings};
use crate::codec::Encode;
use crate::error::Error;
use crate::request::{header_list, headers, query};
use crate::retry::RetryPolicy;
use crate::transport::Transport;

/// Builds a client of the API `A`.
///
/// The environment is read only by [`read_env`](Self::read_env); what is set in code takes precedence over it. [One
/// table](crate#defaults) lists all defaults.
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
    /// Creates a builder with the defaults of the declaration and of this crate.
    pub fn new() -> Self {
        Self { settings: Settings::new(A::SPEC), api: PhantomData }
    }

    /// Reads the environment variables that the declaration names: the credential, the base URL and headers.
    ///
    /// An empty or blank variable counts as not set. A credential from the environment is sent only to the declared
    /// host, to the host that the environment names, or to this machine. For a host that is set with
    /// [`base_url`](Self::base_url), set the credential with [`credential`](Self::credential).
    pub fn read_env(self) -> Self {
        self.read_vars(|name| std::env::var(name).ok())
    }

    /// Reads the variables that the declaration names with `lookup`, as [`read_env`](Self::read_env) does from the
    /// environment.
    pub fn read_vars(self, lookup: impl Fn(&str) -> Option<String>) -> Self {
        self.set(|settings| {
            settings.read(&|name| lookup(name).filter(|value| !value.trim().is_empty()));
        })
    }

    /// Sets the base URL, to which the paths of the endpoints are appended.
    ///
    /// Default: the one from the environment, if it was read, else the declared one.
    ///
    /// It must be an absolute `https` or `http` URL without a user name, a password or a fragment. Its path is kept,
    /// with or without a trailing slash, and its query is sent with every call.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.set(|settings| settings.base_url = Some(url.into()))
    }

    /// Sets the credential, in the form that the declared scheme takes: a key, a token, or `user:password` for `basic`
    /// (or a user without a password). [`Credential::basic`] takes user and password apart.
    pub fn credential(self, credential: impl Into<Credential>) -> Self {
        let credential = credential.into().0;
        self.set(|settings| settings.credential = Some(credential))
    }

    /// Sets the credential with this name, which the declaration calls so, as in `auth admin: basic;`.
    ///
    /// Calls whose endpoint names a credential that is not set fail with an error of the kind
    /// [`Config`](crate::ErrorKind::Config); other calls do not need it. A name that the declaration has not is reported
    /// by [`build`](Self::build).
    pub fn credential_for(self, name: &str, credential: impl Into<Credential>) -> Self {
        let credential = credential.into().0;
        self.set(|settings| settings.set_named(name, credential))
    }

    /// Asks `provider` for the credential of each attempt, in place of a fixed one.
    pub fn credential_provider(self, provider: impl CredentialProvider) -> Self {
        self.credential(Credential::provided(provider))
    }

    /// Sends no credential, even if the declaration requires one.
    ///
    /// Use it for a server that needs none, or that takes it in another header (see [`header`](Self::header)).
    pub fn without_credential(self) -> Self {
        self.set(|settings| settings.credential = Some(Given::Withheld))
    }

    /// Sets a header that is sent with every call, replacing a declared one of the same name.
    ///
    /// A header that cannot be sent is reported by [`build`](Self::build).
    pub fn header(self, name: &str, value: impl Display) -> Self {
        self.set(|settings| match headers::parse(name, &value) {
            Ok((name, value)) => {
                settings.appended.retain(|(other, _)| *other != name);
                settings.headers.insert(name, value);
            }
            Err(mistake) => settings.fail(mistake),
        })
    }

    /// Adds values to a header that is a list, joined by commas, each once.
    ///
    /// They come after those of the declaration, and before those of a call. A header that cannot be sent, or is no list,
    /// is reported by [`build`](Self::build).
    pub fn append_header(self, name: &str, value: impl Display) -> Self {
        self.set(|settings| match header_list::parse(name, &value) {
            Ok(header) => settings.appended.push(header),
            Err(mistake) => settings.fail(mistake),
        })
    }

    /// Sets a query parameter that is sent with every call, replacing a constant of the declaration, in the client, a group
    /// or an endpoint, and a parameter of the base URL that has the same name.
    ///
    /// `None` is left out, and a sequence repeats the name. A value that cannot be sent is reported by
    /// [`build`](Self::build).
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::api;
    ///
    /// api! {
    ///     pub client Models at "https://api.example.com" { query "api-version": "2024-10-21"; }
    ///
    ///     list: GET /models -> text;
    /// }
    ///
    /// # fn build() -> Result<Models, schematic_api::Error> {
    /// Models::builder().query("api-version", "2025-03-01-preview").build()
    /// # }
    /// ```
    pub fn query(self, name: &str, value: &(impl Encode + ?Sized)) -> Self {
        self.set(|settings| {
            query::remove(&mut settings.query, name);
            if let Err(error) = query::push(&mut settings.query, name, value) {
                settings.fail(query::mistake(name, error));
            }
        })
    }

    /// Sets the time limit of a whole call, including all its attempts, the pauses between them and the body of the
    /// reply.
    ///
    /// Default: the declared one, else 10 min.
    ///
    /// A timeout that an endpoint declares takes precedence. Unlike one that is declared for the whole API, this
    /// timeout also limits replies that stream. `Duration::MAX` means no limit.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.tuning.set_timeout(timeout))
    }

    /// Sets the time limit of each attempt. Default: none beyond that of the whole call.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.tuning.attempt_timeout = Some(timeout))
    }

    /// Sets the longest time between two chunks of a reply's body. Default: 60 s.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.tuning.idle_timeout = Some(timeout))
    }

    /// Sets the time limit for opening a connection.
    ///
    /// Default: 5 s. It has no effect on a [`transport`](Self::transport) that you set.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.connect_timeout = Some(timeout))
    }

    /// Sets how many times a failed attempt is repeated; 0 turns retries off. Default: the declared number, else 2.
    pub fn retries(self, retries: u32) -> Self {
        self.set(|settings| settings.tuning.retries = Some(retries))
    }

    /// Sets all rules for retries, replacing those that the API declares.
    ///
    /// The `retry` of an endpoint still takes precedence.
    pub fn retry_policy(self, policy: RetryPolicy) -> Self {
        self.set(|settings| {
            (settings.tuning.retries, settings.tuning.statuses) = policy.repetitions();
            settings.policy = policy;
        })
    }

    /// Sets the retry budget, which all clones of the client share. Default: a capacity of 500 tokens and a cost of 10.
    ///
    /// A retry that fails costs `cost` tokens, and a call that succeeds without a retry earns one token, up to
    /// `capacity`. When fewer than `cost` tokens are left, failed calls are not retried. A cost of 0 means no limit.
    pub fn retry_budget(self, capacity: u32, cost: u32) -> Self {
        self.set(|settings| settings.budget = (capacity, cost))
    }

    /// Sets which redirects are followed. Default: none.
    pub fn redirects(self, redirects: Redirects) -> Self {
        self.set(|settings| settings.redirects = redirects)
    }

    /// Sets the limits of what is read of a reply.
    pub fn limits(self, limits: Limits) -> Self {
        self.set(|settings| settings.limits = limits)
    }

    /// Allows the credential to be sent over plain http to other machines, where anyone on the way can read it.
    pub fn allow_insecure_http(self) -> Self {
        self.set(|settings| settings.plain_http = PlainHttp::Allowed)
    }

    /// Connects to the service directly, ignoring the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY`).
    ///
    /// It has no effect on a [`transport`](Self::transport) that you set.
    pub fn without_env_proxies(self) -> Self {
        self.set(|settings| settings.env_proxies = EnvProxies::Ignored)
    }

    /// Sets the transport that sends the requests. Default: [`ReqwestTransport`](crate::transport::ReqwestTransport).
    pub fn transport(self, transport: impl Transport) -> Self {
        self.set(|settings| settings.transport = Some(Arc::new(transport)))
    }

    /// Sets the source of time. Default: [`TokioClock`](crate::TokioClock).
    pub fn clock(self, clock: impl Clock) -> Self {
        self.set(|settings| settings.clock = Arc::new(clock))
    }

    /// Sets the source of jitter for the pauses before retries. Default: [`RandomJitter`](crate::RandomJitter).
    pub fn jitter(self, jitter: impl Jitter) -> Self {
        self.set(|settings| settings.jitter = Arc::new(jitter))
    }

    /// Builds the client. No connection is opened yet.
    ///
    /// # Errors
    ///
    /// The error is of the kind [`Config`](crate::ErrorKind::Config) if the credential, the base URL or a required
    /// header is missing (the message names the variable to set), if the base URL is not valid, or if the credential
    /// would be sent over plain http to another machine. It is of the kind [`Input`](crate::ErrorKind::Input) if a
    /// header is not valid.
    pub fn build(self) -> Result<A, Error> {
        self.settings.build(A::endpoints()).map(A::from_client)
    }

    /// Puts something between the client and its transport.
    #[cfg(feature = "record")]
    pub(crate) fn interpose(self, interposer: impl Interposer) -> Self {
        self.set(|settings| settings.interposer = Some(Box::new(interposer)))
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
