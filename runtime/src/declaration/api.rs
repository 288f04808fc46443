//! The declaration of a whole API, as constant data.

use std::time::Duration;

use super::api_error::ErrorDecoder;
use super::error_condition::ErrorCondition;
use crate::retry::RetrySpec;

/// The declaration of a client: base URL, credential, headers and defaults.
///
/// `api!` generates it as [`Api::SPEC`](crate::Api::SPEC).
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
    error_conditions: &'static [ErrorCondition],
}

/// Builds the constant; called by the generated code.
#[doc(hidden)]
impl ApiSpec {
    /// Creates an API with this client name and without a base URL, a credential or headers.
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
            error_conditions: &[],
        }
    }

    /// Sets the doc comment.
    pub const fn with_docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }

    /// Sets the absolute URL to which paths are appended. Without one, it must be set in the builder.
    pub const fn with_base_url(mut self, url: &'static str) -> Self {
        self.base_url = Some(url);
        self
    }

    /// Sets the environment variable that replaces the base URL if it is set.
    pub const fn with_base_url_env(mut self, variable: &'static str) -> Self {
        self.base_url_env = Some(variable);
        self
    }

    /// Sets how calls are authorized.
    pub const fn with_auth(mut self, auth: AuthSpec) -> Self {
        self.auth = auth;
        self
    }

    /// Sets the headers that are sent with every call.
    pub const fn with_headers(mut self, headers: &'static [HeaderSpec]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the header, in lower case, in which a generated key is sent with each call that is not idempotent by its
    /// method.
    pub const fn with_idempotency_header(mut self, name: &'static str) -> Self {
        self.idempotency_header = Some(name);
        self
    }

    /// Sets how often, and on which statuses, calls are retried.
    pub const fn with_retry(mut self, retry: RetrySpec) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sets the time limit of a whole call, including retries and the body of the reply.
    pub const fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the decoder of error bodies.
    pub const fn with_error(mut self, error: ErrorDecoder) -> Self {
        self.error = Some(error);
        self
    }

    /// Sets when a reply with a status of success is an error.
    pub const fn with_error_conditions(mut self, conditions: &'static [ErrorCondition]) -> Self {
        self.error_conditions = conditions;
        self
    }
}

/// Returns the parts of the declaration.
impl ApiSpec {
    /// Returns the name of the client's type.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the doc comment of the declaration; empty if there is none.
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Returns the absolute URL to which paths are appended.
    pub const fn base_url(&self) -> Option<&'static str> {
        self.base_url
    }

    /// Returns the environment variable that replaces the base URL if it is set.
    pub const fn base_url_env(&self) -> Option<&'static str> {
        self.base_url_env
    }

    /// Returns how calls are authorized.
    pub const fn auth(&self) -> &AuthSpec {
        &self.auth
    }

    /// Returns the headers that are sent with every call.
    pub const fn headers(&self) -> &'static [HeaderSpec] {
        self.headers
    }

    /// Returns the header, in lower case, in which a generated idempotency key is sent.
    pub const fn idempotency_header(&self) -> Option<&'static str> {
        self.idempotency_header
    }

    /// Returns how often, and on which statuses, calls are retried.
    pub const fn retry(&self) -> Option<RetrySpec> {
        self.retry
    }

    /// Returns the time limit of a whole call. It does not limit replies that stream.
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Returns the decoder of error bodies for statuses without a decoder of the endpoint.
    pub const fn error(&self) -> Option<ErrorDecoder> {
        self.error
    }

    /// Returns when a reply with a status of success is an error, unless a condition of its endpoint says so before.
    pub const fn error_conditions(&self) -> &'static [ErrorCondition] {
        self.error_conditions
    }
}

/// An `auth` clause: the scheme, and the environment variable that holds the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthSpec {
    scheme: AuthScheme,
    env: Option<&'static str>,
    need: Need,
}

/// Whether a client can be built without a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// It cannot.
    Required,
    /// It can, and sends its calls without one.
    Optional,
}

/// How a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// It is not sent: the API needs none.
    None,
    /// `authorization: Bearer …`.
    Bearer,
    /// `authorization: Basic …`; the credential is `user:password`, or `user:`, which is encoded as Base64.
    Basic,
    /// In the header of this lower-case name.
    Header(&'static str),
    /// In the query parameter of this name.
    Query(&'static str),
}

impl AuthSpec {
    /// Creates a clause with a required credential and no environment variable.
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

    /// Allows a client to be built without a credential. Its calls are then sent without one.
    #[doc(hidden)]
    pub const fn optional(mut self) -> Self {
        self.need = Need::Optional;
        self
    }

    /// Returns how the credential is sent.
    pub const fn scheme(&self) -> AuthScheme {
        self.scheme
    }

    /// Returns the environment variable that holds the credential.
    pub const fn env(&self) -> Option<&'static str> {
        self.env
    }

    /// Returns the query parameter that carries the credential, if the scheme sends it in one.
    pub(crate) const fn parameter(&self) -> Option<&'static str> {
        match self.scheme {
            AuthScheme::Query(name) => Some(name),
            _ => None,
        }
    }

    /// Returns whether a client may be built without a credential.
    pub const fn is_optional(&self) -> bool {
        matches!(self.need, Need::Optional)
    }
}

/// A `header` clause of a client: a header that is sent with every call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderSpec {
    name: &'static str,
    value: HeaderSource,
}

/// The source of the value of a client's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderSource {
    /// The declaration has this value.
    Static(&'static str),
    /// The environment variable of this name. A client is not built if it is not set and the builder sets no value.
    Env(&'static str),
    /// The environment variable of this name. The header is left out if it is not set.
    OptionalEnv(&'static str),
}

impl HeaderSpec {
    /// Creates a clause for a header with this lower-case name.
    #[doc(hidden)]
    pub const fn new(name: &'static str, value: HeaderSource) -> Self {
        Self { name, value }
    }

    /// Returns the name, in lower case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the source of the value.
    pub const fn source(&self) -> HeaderSource {
        self.value
    }
}
