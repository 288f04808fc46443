//! The declaration of a whole API, as constant data.

use std::time::Duration;

use super::api_error::ErrorDecoder;
use super::auth::{AuthScheme, AuthSpec};
use super::credential_spec::CredentialSpec;
use super::error_condition::ErrorCondition;
use super::query_spec::QuerySpec;
use super::value_source::ValueSource;
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
    credentials: &'static [CredentialSpec],
    headers: &'static [HeaderSpec],
    query: &'static [QuerySpec],
    idempotency_header: Option<&'static str>,
    retry: Option<RetrySpec>,
    timeout: Option<Duration>,
    error: Option<ErrorDecoder>,
    error_media_types: &'static [&'static str],
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
            credentials: &[],
            headers: &[],
            query: &[],
            idempotency_header: None,
            retry: None,
            timeout: None,
            error: None,
            error_media_types: &[],
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

    /// Sets the credentials that groups and endpoints name.
    pub const fn with_credentials(mut self, credentials: &'static [CredentialSpec]) -> Self {
        self.credentials = credentials;
        self
    }

    /// Sets the headers that are sent with every call.
    pub const fn with_headers(mut self, headers: &'static [HeaderSpec]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the query parameters that are sent with every call.
    pub const fn with_query(mut self, query: &'static [QuerySpec]) -> Self {
        self.query = query;
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

    /// Sets the media types of error bodies.
    pub const fn with_error_media_types(mut self, media_types: &'static [&'static str]) -> Self {
        self.error_media_types = media_types;
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

    /// Returns how calls are authorized whose endpoint does not say otherwise.
    pub const fn auth(&self) -> &AuthSpec {
        &self.auth
    }

    /// Returns the credentials that groups and endpoints name, as in `auth admin;`.
    pub const fn credentials(&self) -> &'static [CredentialSpec] {
        self.credentials
    }

    /// Returns how each credential is sent, that without a name first.
    pub(crate) fn auths(&self) -> impl Iterator<Item = &AuthSpec> {
        [&self.auth].into_iter().chain(self.credentials.iter().map(CredentialSpec::auth))
    }

    /// Returns the headers that are sent with every call.
    pub const fn headers(&self) -> &'static [HeaderSpec] {
        self.headers
    }

    /// Returns the query parameters that are sent with every call. Those of a group or an endpoint are in
    /// [`Endpoint::query`](crate::Endpoint::query).
    pub const fn query(&self) -> &'static [QuerySpec] {
        self.query
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

    /// Returns the media types that the declaration names for error bodies, as in `error Problem as "application/problem+json"`;
    /// none if they are JSON.
    pub const fn error_media_types(&self) -> &'static [&'static str] {
        self.error_media_types
    }

    /// Returns when a reply with a status of success is an error, unless a condition of its endpoint says so before.
    pub const fn error_conditions(&self) -> &'static [ErrorCondition] {
        self.error_conditions
    }
}

/// A `header` clause of a client: a header that is sent with every call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderSpec {
    name: &'static str,
    value: ValueSource,
    mode: Mode,
}

/// What a header does to others of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Set,
    Appended,
}

impl HeaderSpec {
    /// Creates a clause for a header with this lower-case name.
    #[doc(hidden)]
    pub const fn new(name: &'static str, value: ValueSource) -> Self {
        Self { name, value, mode: Mode::Set }
    }

    /// Adds the value to a list of values.
    #[doc(hidden)]
    pub const fn appended(mut self) -> Self {
        self.mode = Mode::Appended;
        self
    }

    /// Returns the name, in lower case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns whether the value is added to those of the same name, as in `header append "Name": "value"`.
    pub const fn is_appended(&self) -> bool {
        matches!(self.mode, Mode::Appended)
    }

    /// Returns the source of the value.
    pub const fn source(&self) -> ValueSource {
        self.value
    }
}
