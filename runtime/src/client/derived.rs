//! Clients that are derived from another: they share its connections and its budget of retries.

use std::fmt::Display;
use std::sync::Arc;

use super::authorized::{authorized, unknown_credential};
use super::{Auth, Client, Credential, EXPOSED, Inner, Secrets, credential_headers, header_of};
use crate::declaration::AuthScheme;
use crate::error::Mistake;
use crate::request::headers;

impl Client {
    /// Returns this client with another credential, which is sent in the declared scheme.
    ///
    /// The two clients share their connections and the retry budget. If the credential cannot be sent, every call fails
    /// with an error of the kind [`Config`](crate::ErrorKind::Config).
    #[must_use]
    pub fn with_credential(&self, credential: impl Into<Credential>) -> Self {
        self.derive(|inner| inner.set_credential(credential.into()))
    }

    /// Returns this client with another credential of this name, which the declaration calls so, as in
    /// `auth admin: basic;`.
    ///
    /// The two clients share their connections and the retry budget. If the credential cannot be sent, or the declaration
    /// has none of this name, every call fails with an error of the kind [`Config`](crate::ErrorKind::Config).
    #[must_use]
    pub fn with_credential_for(&self, name: &str, credential: impl Into<Credential>) -> Self {
        self.derive(|inner| inner.set_credential_for(name, credential.into()))
    }

    /// Returns this client with a header that is sent with every call, replacing any of the same name.
    ///
    /// The two clients share their connections and the retry budget. If the header cannot be sent, every call fails
    /// with an error of the kind [`Input`](crate::ErrorKind::Input). A secret header of a client that uses plain http
    /// to another machine is an error of the kind [`Config`](crate::ErrorKind::Config).
    #[must_use]
    pub fn with_header(&self, name: &str, value: impl Display) -> Self {
        self.derive(|inner| inner.set_header(name, &value))
    }

    fn derive(&self, change: impl FnOnce(&mut Inner) -> Result<(), Mistake>) -> Self {
        let mut inner = Inner::clone(&self.inner);
        if let Err(mistake) = change(&mut inner) {
            inner.mistake.get_or_insert(mistake);
        }
        Self { inner: Arc::new(inner) }
    }
}

impl Inner {
    fn set_credential(&mut self, credential: Credential) -> Result<(), Mistake> {
        self.auth = self.replaced(self.spec.auth().scheme(), credential)?;
        self.know_secrets();
        Ok(())
    }

    fn set_credential_for(&mut self, name: &str, credential: Credential) -> Result<(), Mistake> {
        let mut declared = self.spec.credentials().iter().enumerate();
        let found = declared.find(|(_, declared)| declared.name() == name);
        let (place, spec) = found.ok_or_else(|| unknown_credential(self.spec, name))?;
        let auth = self.replaced(spec.auth().scheme(), credential)?;
        if let Some(named) = self.named.get_mut(place) {
            *named = auth;
        }
        self.know_secrets();
        Ok(())
    }

    /// Places a credential of a derived client, in place of a header that was set by hand and would take precedence.
    fn replaced(
        &mut self,
        scheme: AuthScheme,
        Credential(given): Credential,
    ) -> Result<Auth, Mistake> {
        let auth = authorized(scheme, given)?;
        if let Auth::None = auth {
            return Err(Mistake::config("the API is declared without a credential"));
        }
        if self.secrets == Secrets::Withheld {
            return Err(Mistake::config(EXPOSED));
        }
        if let Some(name) = header_of(scheme) {
            self.headers.remove(&name);
            self.configured.retain(|configured| *configured != name);
        }
        Ok(auth)
    }

    fn set_header(&mut self, name: &str, value: &dyn Display) -> Result<(), Mistake> {
        let (name, mut value) = headers::parse(name, value)?;
        if credential_headers(self.spec).any(|other| other == name) {
            value.set_sensitive(true);
        }
        if self.secrets == Secrets::Withheld && value.is_sensitive() {
            return Err(Mistake::config(EXPOSED));
        }
        self.configured.push(name.clone());
        self.appended.retain(|(other, _)| *other != name);
        self.headers.insert(name, value);
        self.know_secrets();
        Ok(())
    }
}
