//! The credentials of a client: how each is placed, and which of them a call carries.

use super::auth::Authorization;
use super::credential::{Given, pair};
use super::{Auth, Inner};
use crate::declaration::{ApiSpec, AuthScheme, AuthSpec, Endpoint};
use crate::error::Mistake;

impl Inner {
    /// Returns how the calls of an endpoint are authorized, or `None` if they are sent without a credential.
    pub(crate) fn auth_of(
        &self,
        endpoint: &Endpoint,
    ) -> Result<Option<(AuthScheme, &Auth)>, Mistake> {
        if !endpoint.sends_credential() {
            return Ok(None);
        }
        let Some(name) = endpoint.credential() else {
            return Ok(Some((self.spec.auth().scheme(), &self.auth)));
        };
        let mut named = self.spec.credentials().iter().zip(&self.named);
        match named.find(|(credential, _)| credential.name() == name) {
            Some((credential, auth)) => Ok(Some((credential.auth().scheme(), auth))),
            None => Err(undeclared_credential(self.spec, name, endpoint)),
        }
    }
}

/// Places a credential where the scheme has it.
pub(super) fn authorized(scheme: AuthScheme, given: Given) -> Result<Auth, Mistake> {
    let secret = match given {
        Given::Withheld => return Ok(Auth::None),
        Given::Provided(provider) => return Ok(Auth::Provided { provider, scheme }),
        Given::Text(secret) => secret,
        Given::Basic { .. } if scheme != AuthScheme::Basic => {
            return Err(Mistake::config(
                "the credential is a user and a password, which only the scheme `basic` takes; the declared scheme is another",
            ));
        }
        Given::Basic { user, password } => pair(&user, &password).map_err(Mistake::config)?,
    };
    Ok(Authorization::new(scheme, secret)?.map_or(Auth::None, Auth::Fixed))
}

pub(super) fn missing_credential(api: &ApiSpec, auth: &AuthSpec, name: Option<&str>) -> Mistake {
    let (what, call) = match name {
        Some(name) => (format!("credential `{name}`"), format!("credential_for(\"{name}\", ..)")),
        None => ("credential".to_owned(), "credential(..)".to_owned()),
    };
    let variables: Vec<_> = auth.variables().map(|variable| format!("`{variable}`")).collect();
    let api = api.name();
    Mistake::config(match variables.join(" or ").as_str() {
        "" => format!("{api} has no {what}: call `{call}` on its builder"),
        variables => format!(
            "{api} has no {what}: set the environment variable {variables} and read it with `from_env()` or `read_env()`, or \
             call `{call}`"
        ),
    })
}

/// The builder or a derived client gets a credential of a name that the declaration has not.
pub(super) fn unknown_credential(api: &ApiSpec, name: &str) -> Mistake {
    let known: Vec<_> =
        api.credentials().iter().map(|known| format!("`{}`", known.name())).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Mistake::config(format!(
        "{} has no credential `{}`; those with names are: {known}",
        api.name(),
        name.escape_debug(),
    ))
}

/// An endpoint of another block names a credential that the client has not.
pub(super) fn undeclared_credential(api: &ApiSpec, name: &str, endpoint: &Endpoint) -> Mistake {
    Mistake::config(format!(
        "the endpoint `{}` names the credential `{name}`, which {} does not declare: write `auth {name}: ..` in the braces of \
         the client",
        endpoint.id(),
        api.name(),
    ))
}

pub(super) fn find<'a, T>(rows: &'a [(&'static str, T)], name: &str) -> Option<&'a T> {
    rows.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
}

impl Auth {
    /// Whether calls carry a credential.
    pub(super) fn is_set(&self) -> bool {
        matches!(self, Self::Fixed(_) | Self::Provided { .. })
    }
}
