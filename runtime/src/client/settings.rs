//! The settings that a builder collects, and how code, environment, declaration and defaults become a client.

#[cfg(feature = "record")]
mod made_up;

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header::USER_AGENT};
use secrecy::SecretString;
use url::Url;

use super::auth;
use super::authorized::{
    authorized, find, missing_credential, undeclared_credential, unknown_credential,
};
use super::base_url::BaseUrl;
use super::clock::{Clock, Jitter, RandomJitter, TokioClock};
use super::credential::Given;
#[cfg(feature = "record")]
use super::interposer::{Interposer, Surroundings};
use super::limits::Limits;
use super::query::ClientQuery;
use super::redirects::Redirects;
use super::{Auth, Client, EXPOSED, Inner, Secrets};
use crate::declaration::{
    ApiSpec, AuthScheme, AuthSpec, CredentialSpec, Endpoints, HeaderSpec, ValueSource,
};
use crate::error::{Error, Mistake};
use crate::redactor::Redactor;
use crate::request::{Tuning, header_list, headers, query};
use crate::retry::{RetryPolicy, TokenBucket};
use crate::transport::Transport;

/// The header for idempotency keys if the declaration names none.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Whether a credential may be sent over plain http to other machines.
#[derive(PartialEq)]
pub(crate) enum PlainHttp {
    Refused,
    Allowed,
}

/// Whether the default transport uses the proxies that the environment names.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum EnvProxies {
    Used,
    Ignored,
}

/// The settings of a builder, without the type of the API.
pub(crate) struct Settings {
    pub(crate) spec: &'static ApiSpec,
    pub(crate) base_url: Option<String>,
    pub(super) credential: Option<Given>,
    /// By their names.
    pub(super) credentials: Vec<(&'static str, Given)>,
    pub(crate) headers: HeaderMap,
    pub(crate) appended: Vec<(HeaderName, HeaderValue)>,
    /// Percent-encoded.
    pub(crate) query: String,
    pub(crate) tuning: Tuning,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) policy: RetryPolicy,
    pub(crate) budget: (u32, u32),
    pub(crate) redirects: Redirects,
    pub(crate) limits: Limits,
    pub(crate) plain_http: PlainHttp,
    pub(crate) env_proxies: EnvProxies,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "record")]
    pub(crate) interposer: Option<Box<dyn Interposer>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Arc<dyn Jitter>,
    read: Environment,
    mistake: Option<Mistake>,
}

/// The values that were read from the environment.
#[derive(Default)]
struct Environment {
    base_url: Option<String>,
    credential: Option<SecretString>,
    /// By their names.
    credentials: Vec<(&'static str, SecretString)>,
    headers: HeaderMap,
    /// With the variables that they are from.
    appended: Vec<(ValueSource, (HeaderName, HeaderValue))>,
    query: Vec<(&'static str, String)>,
}

impl Settings {
    pub(crate) fn new(spec: &'static ApiSpec) -> Self {
        Self {
            spec,
            base_url: None,
            credential: None,
            credentials: Vec::new(),
            headers: HeaderMap::new(),
            appended: Vec::new(),
            query: String::new(),
            tuning: Tuning::default(),
            connect_timeout: None,
            policy: RetryPolicy::new(),
            budget: (TokenBucket::DEFAULT_CAPACITY, TokenBucket::DEFAULT_COST),
            redirects: Redirects::default(),
            limits: Limits::new(),
            plain_http: PlainHttp::Refused,
            env_proxies: EnvProxies::Used,
            transport: None,
            #[cfg(feature = "record")]
            interposer: None,
            clock: Arc::new(TokioClock),
            jitter: Arc::new(RandomJitter),
            read: Environment::default(),
            mistake: None,
        }
    }

    /// Keeps the first mistake.
    pub(crate) fn fail(&mut self, mistake: Mistake) {
        self.mistake.get_or_insert(mistake);
    }

    /// Sets a credential by its name, replacing an earlier one.
    pub(super) fn set_named(&mut self, name: &str, given: Given) {
        let mut known = self.spec.credentials().iter().map(CredentialSpec::name);
        let Some(name) = known.find(|known| *known == name) else {
            return self.fail(unknown_credential(self.spec, name));
        };
        self.credentials.retain(|(other, _)| *other != name);
        self.credentials.push((name, given));
    }

    /// Reads the variables that the declaration names, replacing what was read before.
    pub(crate) fn read(&mut self, lookup: &dyn Fn(&str) -> Option<String>) {
        self.read.base_url = self.spec.base_url_env().and_then(lookup);
        let first = |auth: &AuthSpec| auth.variables().find_map(lookup).map(SecretString::from);
        self.read.credential = first(self.spec.auth());
        let named = self.spec.credentials().iter();
        let named = named.filter_map(|named| Some((named.name(), first(named.auth())?)));
        self.read.credentials = named.collect();
        self.read.appended.clear();
        for header in self.spec.headers() {
            if let Some(value) = header.source().variable().and_then(lookup) {
                self.read_header(header, &value);
            }
        }
        let parameters = self.spec.query().iter().filter_map(|parameter| {
            Some((parameter.name(), parameter.source().variable().and_then(lookup)?))
        });
        self.read.query = parameters.collect();
    }

    fn read_header(&mut self, header: &HeaderSpec, value: &str) {
        match headers::parse(header.name(), &value) {
            Ok(parsed) if header.is_appended() => {
                self.read.appended.push((header.source(), parsed));
            }
            Ok((name, value)) => drop(self.read.headers.insert(name, value)),
            Err(mistake) => self.fail(mistake),
        }
    }
}

// ===== from settings to a client =====

impl Settings {
    pub(crate) fn build(mut self, endpoints: Endpoints) -> Result<Client, Error> {
        if let Some(mistake) = self.mistake.take() {
            return Err(mistake.into());
        }
        #[cfg(feature = "record")]
        self.make_up()?;
        self.check_names(endpoints)?;
        let base = self.base()?;
        self.check_origin(&base)?;
        let auth = self.auth()?;
        let named = self.named()?;
        let headers = self.all_headers()?;
        let query = self.all_query(&base)?;
        let secrets = self.secrets(base.url());
        let has_key = self.spec.auths().any(|auth| {
            let key = auth.parameter();
            key.is_some_and(|name| base.has_parameter(name))
                || query.pairs().any(|pairs| query::has_secret(pairs, key))
        });
        let holds_key = [&auth].into_iter().chain(&named).any(Auth::is_set);
        if secrets == Secrets::Withheld
            && (has_key || holds_key || headers::has_secret(&headers) || self.adds_secret())
        {
            return Err(Error::config(EXPOSED));
        }
        let transport = self.connection(&base, endpoints)?;
        let mut inner = Inner {
            redactor: Redactor::default(),
            spec: self.spec,
            base,
            query,
            auth,
            named,
            secrets,
            headers,
            idempotency_header: self.idempotency_header(),
            configured: self.headers.keys().cloned().collect(),
            transport,
            appended: self.appended,
            clock: self.clock,
            jitter: self.jitter,
            policy: self.policy,
            budget: Arc::new(TokenBucket::new(self.budget.0, self.budget.1)),
            redirects: self.redirects,
            tuning: self.tuning,
            limits: self.limits,
            mistake: None,
        };
        inner.know_secrets();
        Ok(Client { inner: Arc::new(inner) })
    }

    fn base(&self) -> Result<BaseUrl, Error> {
        let variable = self.spec.base_url_env().unwrap_or_default();
        match (&self.base_url, &self.read.base_url, self.spec.base_url()) {
            (Some(url), ..) => BaseUrl::parse(url, "the base URL"),
            (None, Some(url), _) => BaseUrl::parse(url, &format!("the base URL in `{variable}`")),
            (None, None, Some(url)) => BaseUrl::parse(url, "the declared base URL"),
            (None, None, None) => Err(self.missing_base()),
        }
    }

    fn missing_base(&self) -> Error {
        let name = self.spec.name();
        Error::config(match self.spec.base_url_env() {
            Some(variable) => format!(
                "{name} has no base URL: set the environment variable `{variable}` and read it with `from_env()` or \
                 `read_env()`, or call `base_url(..)`"
            ),
            None => format!("{name} has no base URL: call `base_url(..)` on its builder"),
        })
    }

    fn auth(&self) -> Result<Auth, Error> {
        let spec = self.spec.auth();
        let scheme = spec.scheme();
        if scheme == AuthScheme::None
            || auth::header_of(scheme).is_some_and(|name| self.headers.contains_key(name))
        {
            return Ok(Auth::None);
        }
        let read = self.read.credential.clone().map(Given::Text);
        match self.credential.clone().or(read) {
            None if spec.is_optional() => Ok(Auth::None),
            None => Err(missing_credential(self.spec, spec, None).into()),
            Some(given) => Ok(authorized(scheme, given)?),
        }
    }

    /// The credentials with names. One that is missing is a mistake of the calls that need it.
    fn named(&self) -> Result<Vec<Auth>, Error> {
        let named = self.spec.credentials().iter().map(|credential| {
            let (name, spec) = (credential.name(), credential.auth());
            let given = find(&self.credentials, name).cloned();
            let read = find(&self.read.credentials, name).cloned().map(Given::Text);
            match given.or(read) {
                Some(given) => Ok(authorized(spec.scheme(), given)?),
                None if spec.is_optional() => Ok(Auth::None),
                None => Ok(Auth::Missing(missing_credential(self.spec, spec, Some(name)))),
            }
        });
        named.collect()
    }

    /// Groups of other blocks may name a credential that the client has not.
    fn check_names(&self, endpoints: Endpoints) -> Result<(), Error> {
        let is_known = |name| self.spec.credentials().iter().any(|known| known.name() == name);
        for endpoint in endpoints {
            match endpoint.credential() {
                Some(name) if !is_known(name) => {
                    return Err(undeclared_credential(self.spec, name, endpoint).into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn secrets(&self, url: &Url) -> Secrets {
        if self.plain_http == PlainHttp::Allowed || auth::is_safe_destination(url) {
            Secrets::Sent
        } else {
            Secrets::Withheld
        }
    }

    /// A key from the environment is meant for the declared host, or for the one that the environment names. The base
    /// URL in the code may come from someone else's file: its host must not get a key that nobody gave it.
    fn check_origin(&self, base: &BaseUrl) -> Result<(), Error> {
        let declared = self.spec.base_url().and_then(|url| Url::parse(url).ok());
        let is_declared = declared.is_none_or(|declared| declared.origin() == base.url().origin());
        let named = self.read.credentials.iter();
        let is_given = |name: &str| find(&self.credentials, name).is_some();
        let is_keyless = (self.credential.is_some() || self.read.credential.is_none())
            && named.map(|(name, _)| *name).all(is_given);
        if self.base_url.is_none() || is_keyless || is_declared || auth::is_loopback(base.url()) {
            return Ok(());
        }
        Err(Error::config(
            "the credential was read from the environment, but `base_url(..)` names another host than the declared one: \
             set the credential for that host with `credential(..)` or `credential_for(..)`",
        ))
    }

    /// The headers of all calls: each source overrides the one before it.
    fn all_headers(&self) -> Result<HeaderMap, Error> {
        let mut all = HeaderMap::new();
        all.insert(
            USER_AGENT,
            HeaderValue::from_static(concat!("schematic-api/", env!("CARGO_PKG_VERSION"))),
        );
        self.declared_headers(&mut all)?;
        headers::overlay(&mut all, &self.headers);
        let own: Vec<_> = auth::credential_headers(self.spec).collect();
        for (name, value) in &mut all {
            if own.contains(name) || headers::is_secret(name.as_str()) {
                value.set_sensitive(true);
            }
        }
        Ok(all)
    }

    /// The headers that the API declares, those that it adds to others last.
    fn declared_headers(&self, all: &mut HeaderMap) -> Result<(), Error> {
        let is_set = |header: &&HeaderSpec| !header.is_appended();
        for header in self.spec.headers().iter().filter(is_set) {
            match header.source() {
                ValueSource::Static(value) => {
                    let (name, value) = headers::declared(header.name(), value)?;
                    all.insert(name, value);
                }
                ValueSource::Env(variable) => self.check_present(header.name(), variable)?,
                ValueSource::OptionalEnv(_) => {}
            }
        }
        headers::overlay(all, &self.read.headers);
        for header in self.spec.headers().iter().filter(|header| header.is_appended()) {
            let source = header.source();
            let read = self.read.appended.iter();
            let mut read =
                read.filter(|(other, (name, _))| *other == source && name == header.name());
            match (source, read.next()) {
                (ValueSource::Static(value), _) => {
                    let (name, value) = headers::declared(header.name(), value)?;
                    header_list::append(all, name, &value);
                }
                (_, Some((_, (name, value)))) => header_list::append(all, name.clone(), value),
                (ValueSource::Env(variable), None) => {
                    self.check_present(header.name(), variable)?
                }
                (ValueSource::OptionalEnv(_), None) => {}
            }
        }
        Ok(())
    }

    /// The query of all calls. What the builder or the base URL has is not taken from the declaration.
    fn all_query(&self, base: &BaseUrl) -> Result<ClientQuery, Error> {
        let mut declared = String::new();
        for parameter in self.spec.query() {
            let name = parameter.name();
            if base.has_parameter(name) || query::contains(&self.query, name) {
                continue;
            }
            let read = self.read.query.iter().find(|(read, _)| *read == name);
            match (parameter.source(), read) {
                (ValueSource::Static(value), _) => query::push_pair(&mut declared, name, value),
                (_, Some((_, value))) => query::push_pair(&mut declared, name, value),
                (ValueSource::Env(variable), None) => return Err(missing_query(name, variable)),
                (ValueSource::OptionalEnv(_), None) => {}
            }
        }
        Ok(ClientQuery { configured: self.query.clone(), declared })
    }

    fn idempotency_header(&self) -> HeaderName {
        let declared = self.spec.idempotency_header().map(str::as_bytes);
        let declared = declared.and_then(|name| HeaderName::from_bytes(name).ok());
        declared.unwrap_or(IDEMPOTENCY_KEY)
    }

    fn is_appended(&self, name: &str) -> bool {
        self.appended.iter().any(|(other, _)| other == name)
    }

    /// Whether the builder adds something secret to a header.
    fn adds_secret(&self) -> bool {
        self.appended.iter().any(|(_, value)| value.is_sensitive())
    }

    fn check_present(&self, name: &'static str, variable: &str) -> Result<(), Error> {
        if self.is_appended(name)
            || self.headers.contains_key(name)
            || self.read.headers.contains_key(name)
        {
            return Ok(());
        }
        Err(Error::config(format!(
            "the header `{name}` has no value: set the environment variable `{variable}`, or call `header(..)`"
        )))
    }

    /// The transport that the client uses, with what is put before it.
    #[cfg(feature = "record")]
    fn connection(
        &self,
        base: &BaseUrl,
        endpoints: Endpoints,
    ) -> Result<Arc<dyn Transport>, Error> {
        let Some(interposer) = &self.interposer else { return self.transport() };
        interposer.interpose(Surroundings {
            base_url: base.shown(),
            spec: self.spec,
            endpoints,
            idempotency_header: &self.idempotency_header(),
            clock: Arc::clone(&self.clock),
            transport: &|| self.transport(),
        })
    }

    #[cfg(not(feature = "record"))]
    fn connection(&self, _: &BaseUrl, _: Endpoints) -> Result<Arc<dyn Transport>, Error> {
        self.transport()
    }

    #[cfg(feature = "reqwest")]
    fn transport(&self) -> Result<Arc<dyn Transport>, Error> {
        use crate::transport::ReqwestTransport;
        if let Some(transport) = &self.transport {
            return Ok(Arc::clone(transport));
        }
        let transport = self
            .connect_timeout
            .map_or_else(ReqwestTransport::new, ReqwestTransport::with_connect_timeout);
        Ok(Arc::new(match self.env_proxies {
            EnvProxies::Used => transport,
            EnvProxies::Ignored => transport.without_env_proxies(),
        }))
    }

    #[cfg(not(feature = "reqwest"))]
    fn transport(&self) -> Result<Arc<dyn Transport>, Error> {
        let _ = (self.connect_timeout, self.env_proxies);
        self.transport.clone().ok_or_else(|| {
            Error::config(
                "there is no transport: turn on the feature `reqwest`, or call `transport(..)`",
            )
        })
    }
}

fn missing_query(name: &str, variable: &str) -> Error {
    Error::config(format!(
        "the query parameter `{name}` has no value: set the environment variable `{variable}`, or call `query(..)`"
    ))
}
