//! How a credential is sent, and where it comes from, as constant data.

/// An `auth` clause: the scheme, and the environment variable that holds the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthSpec {
    scheme: AuthScheme,
    env: Option<&'static str>,
    /// The variables that are read if `env` is not set.
    or_env: &'static [&'static str],
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
    /// `authorization: Basic …`; the credential is `user:password`, or a user alone, and is encoded as Base64.
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
        Self { scheme, env: None, or_env: &[], need: Need::Required }
    }

    /// Sets the environment variable that holds the credential.
    #[doc(hidden)]
    pub const fn with_env(mut self, variable: &'static str) -> Self {
        self.env = Some(variable);
        self
    }

    /// Sets the environment variables that are read, in this order, if the first is not set.
    #[doc(hidden)]
    pub const fn or_env(mut self, variables: &'static [&'static str]) -> Self {
        self.or_env = variables;
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

    /// Returns the environment variable that holds the credential: the first of [`variables`](Self::variables).
    pub const fn env(&self) -> Option<&'static str> {
        self.env
    }

    /// Returns the environment variables that may hold the credential. The first that is set does.
    pub fn variables(&self) -> impl Iterator<Item = &'static str> {
        self.env.into_iter().chain(self.or_env.iter().copied())
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
