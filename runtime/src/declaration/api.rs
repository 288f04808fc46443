//! What a declaration says about a whole API, as constant data.

use std::time::Duration;

use super::api_error::ErrorDecoder;
use crate::retry::RetrySpec;

/// A client as it was declared: base URL, credential, headers and defaults.
///
/// `api!` emits one as [`Api::SPEC`](crate::Api::SPEC).
///
/// # Examples
///
/// ```
/// use schematic_api::{Api, api};
///
/// api! {
///     pub client Threads at "https://api.example.com/v1" {
///         base_url env "THREADS_BASE_URL";
///         auth bearer env "THREADS_KEY";
///     }
///
///     retrieve: GET /threads/<id> -> text;
/// }
///
/// assert_eq!(Threads::SPEC.base_url(), Some("https://api.example.com/v1"));
/// assert_eq!(Threads::SPEC.auth().env(), Some("THREADS_KEY"));
/// ```
#[derive(Debug)]
pub struct ApiSpec {
    name: &'static str,
    docs: &'static str,
    base_url: Option<&'static str>,
    base_url_env: Option<&'static str>,
    auth: AuthSpec,
    headers: &'static [HeaderSpec],
    idempotency_header: Option<&'static str>,
    retry: Option<RetrySpec>,
    timeout: Option<Duration>,
    error: Option<ErrorDecoder>,
}

/// Building the constant: the part of an API that the macro spells.
#[doc(hidden)]
impl ApiSpec {
    /// An API without base URL, credential, headers and endpoints, by the name of its client.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            docs: "",
            base_url: None,
            base_url_env: None,
            auth: AuthSpec::new(AuthScheme::None),
            headers: &[],
            idempotency_header: None,
            retry: None,
            timeout: None,
            error: None,
        }
    }

    /// Sets the doc comment.
    pub const fn with_docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }

    /// Sets the absolute URL to which paths are appended. Without one, the builder must be given it.
    pub const fn with_base_url(mut self, url: &'static str) -> Self {
        self.base_url = Some(url);
        self
    }

    /// Sets the environment variable that replaces the base URL when it is set.
    pub const fn with_base_url_env(mut self, variable: &'static str) -> Self {
        self.base_url_env = Some(variable);
        self
    }

    /// Sets how calls are authorized.
    pub const fn with_auth(mut self, auth: AuthSpec) -> Self {
        self.auth = auth;
        self
    }

    /// Sets the headers of all calls.
    pub const fn with_headers(mut self, headers: &'static [HeaderSpec]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the header, in lower case, that takes a key generated for each call that is not idempotent by its method.
    pub const fn with_idempotency_header(mut self, name: &'static str) -> Self {
        self.idempotency_header = Some(name);
        self
    }

    /// Sets what is retried.
    pub const fn with_retry(mut self, retry: RetrySpec) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sets the time a call may take in all, retries and body included.
    pub const fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the decoder of error bodies.
    pub const fn with_error(mut self, error: ErrorDecoder) -> Self {
        self.error = Some(error);
        self
    }
}

/// Reading it.
impl ApiSpec {
    /// The name of the client's type.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The doc comment of the declaration.
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// The absolute URL to which paths are appended.
    pub const fn base_url(&self) -> Option<&'static str> {
        self.base_url
    }

    /// The environment variable that replaces the base URL when it is set.
    pub const fn base_url_env(&self) -> Option<&'static str> {
        self.base_url_env
    }

    /// How calls are authorized.
    pub const fn auth(&self) -> &AuthSpec {
        &self.auth
    }

    /// The headers of all calls.
    pub const fn headers(&self) -> &'static [HeaderSpec] {
        self.headers
    }

    /// The header that takes a generated idempotency key.
    pub const fn idempotency_header(&self) -> Option<&'static str> {
        self.idempotency_header
    }

    /// What is retried.
    pub const fn retry(&self) -> Option<RetrySpec> {
        self.retry
    }

    /// The declared total timeout of a call.
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The decoder of error bodies for which the endpoint has none of its own.
    pub const fn error(&self) -> Option<ErrorDecoder> {
        self.error
    }
}

/// An `auth` clause: the scheme, and the environment variable of the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthSpec {
    scheme: AuthScheme,
    env: Option<&'static str>,
    need: Need,
}

/// What becomes of a client without a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// It is not built.
    Required,
    /// It sends its calls without one.
    Optional,
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// Nowhere: the API needs none.
    None,
    /// `authorization: Bearer …`.
    Bearer,
    /// `authorization: Basic …`; the credential is `user:password`.
    Basic,
    /// A header of its own, with a lower-case name.
    Header(&'static str),
    /// A query parameter.
    Query(&'static str),
}

impl AuthSpec {
    /// A credential that the builder of the client must be given.
    #[doc(hidden)]
    pub const fn new(scheme: AuthScheme) -> Self {
        Self { scheme, env: None, need: Need::Required }
    }

    /// Sets the environment variable that holds the credential.
    #[doc(hidden)]
    pub const fn with_env(mut self, variable: &'static str) -> Self {
        self.env = Some(variable);
        self
    }

    /// Lets a client be built without a credential; its calls are then sent without one.
    #[doc(hidden)]
    pub const fn optional(mut self) -> Self {
        self.need = Need::Optional;
        self
    }

    /// Where the credential goes.
    pub const fn scheme(&self) -> AuthScheme {
        self.scheme
    }

    /// The environment variable that holds the credential.
    pub const fn env(&self) -> Option<&'static str> {
        self.env
    }

    /// Whether a client may be built without a credential.
    pub const fn is_optional(&self) -> bool {
        matches!(self.need, Need::Optional)
    }
}

/// A `header` clause of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderSpec {
    name: &'static str,
    value: HeaderSource,
}

/// Where the value of a client's header comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderSource {
    /// From the declaration.
    Static(&'static str),
    /// From an environment variable, which must be set.
    Env(&'static str),
    /// From an environment variable; the header is left out when it is not set.
    OptionalEnv(&'static str),
}

impl HeaderSpec {
    /// A header, by its lower-case name.
    #[doc(hidden)]
    pub const fn new(name: &'static str, value: HeaderSource) -> Self {
        Self { name, value }
    }

    /// The name, in lower case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where its value comes from.
    pub const fn source(&self) -> HeaderSource {
        self.value
    }
}
