//! Credentials that a builder gets.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::auth::CredentialProvider;

/// A credential for a client: a token or key, a user and a password, or a provider of any of these.
///
/// Text becomes a credential by itself, so most clients need no more than `.credential("key")`. For the scheme `basic`, text
/// is `user:password`, or a user without a password; [`basic`](Self::basic) takes the two apart.
///
/// `Debug` does not show it.
///
/// # Examples
///
/// ```
/// use schematic_api::{Credential, Error, api};
///
/// api! {
///     pub client Payments at "https://payments.example.com" {
///         auth basic env "PAYMENTS_KEY";
///         auth reports: bearer;
///     }
///
///     charges: GET /charges -> text;
///     report:  GET /report -> text auth reports;
/// }
///
/// fn client(key: &str, token: String) -> Result<Payments, Error> {
///     Payments::builder()
///         .credential(Credential::basic("accounting", key))
///         .credential_for("reports", token)
///         .build()
/// }
/// ```
#[derive(Clone)]
pub struct Credential(pub(super) Given);

#[derive(Clone)]
pub(super) enum Given {
    Text(SecretString),
    Basic {
        user: SecretString,
        password: SecretString,
    },
    Provided(Arc<dyn CredentialProvider>),
    /// The service needs none, or receives it in some other way.
    Withheld,
}

impl Credential {
    /// A user and a password, for the scheme `basic`. Either may be empty, but not both.
    ///
    /// A colon in the name of the user, which the scheme cannot express, is reported when the client is built.
    pub fn basic(user: impl Into<SecretString>, password: impl Into<SecretString>) -> Self {
        Self(Given::Basic { user: user.into(), password: password.into() })
    }

    /// A user without a password, for the scheme `basic`: how some services take a key.
    pub fn user(user: impl Into<SecretString>) -> Self {
        Self::basic(user, "")
    }

    /// What `provider` returns, which is asked before each attempt.
    pub fn provided(provider: impl CredentialProvider) -> Self {
        Self(Given::Provided(Arc::new(provider)))
    }
}

impl From<SecretString> for Credential {
    fn from(text: SecretString) -> Self {
        Self(Given::Text(text))
    }
}

impl From<&str> for Credential {
    fn from(text: &str) -> Self {
        SecretString::from(text).into()
    }
}

impl From<String> for Credential {
    fn from(text: String) -> Self {
        SecretString::from(text).into()
    }
}

impl From<Box<str>> for Credential {
    fn from(text: Box<str>) -> Self {
        SecretString::from(text).into()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) | Self::Basic { .. } => "[redacted]",
            Self::Provided(_) => "[provided]",
            Self::Withheld => "none",
        })
    }
}

/// Returns `user:password`, or why there is no such text.
pub(super) fn pair(
    user: &SecretString,
    password: &SecretString,
) -> Result<SecretString, &'static str> {
    let (user, password) = (user.expose_secret(), password.expose_secret());
    if user.contains(':') {
        return Err(
            "the user of a credential contains a colon, at which the scheme `basic` ends it",
        );
    }
    if user.is_empty() && password.is_empty() {
        return Err("the credential is empty");
    }
    Ok(format!("{user}:{password}").into())
}
