//! What a client that sends nothing need not be given.

use http::{HeaderName, HeaderValue};

use super::Settings;
use crate::client::authorized::find;
use crate::client::credential::Given;
use crate::declaration::{CredentialSpec, HeaderSpec, QuerySpec, ValueSource};
use crate::error::Error;
use crate::redactor::REDACTED;

/// A user and a password, for the scheme that takes both.
const CREDENTIAL: &str = "[redacted]:[redacted]";

impl Settings {
    /// Makes up what is missing, if nothing is sent.
    pub(super) fn make_up(&mut self) -> Result<(), Error> {
        let Some(interposer) = &self.interposer else { return Ok(()) };
        let Some(known) = interposer.offline()? else { return Ok(()) };
        self.read.base_url = self.read.base_url.take().or(known.base_url);
        self.make_up_credentials();
        self.spec.headers().iter().for_each(|header| self.make_up_header(header));
        self.spec.query().iter().for_each(|parameter| self.make_up_parameter(parameter));
        Ok(())
    }

    fn make_up_credentials(&mut self) {
        let made_up = || Given::Text(CREDENTIAL.into());
        if !self.spec.auth().is_optional() && self.read.credential.is_none() {
            self.credential.get_or_insert_with(made_up);
        }
        let needed = self.spec.credentials().iter().filter(|named| !named.auth().is_optional());
        for name in needed.map(CredentialSpec::name) {
            if find(&self.credentials, name).is_none()
                && find(&self.read.credentials, name).is_none()
            {
                self.credentials.push((name, made_up()));
            }
        }
    }

    fn make_up_header(&mut self, header: &HeaderSpec) {
        let (source, name) = (header.source(), HeaderName::from_bytes(header.name().as_bytes()));
        let (ValueSource::Env(_), Ok(name)) = (source, name) else { return };
        let value = HeaderValue::from_static(REDACTED);
        if !header.is_appended() {
            self.read.headers.entry(name).or_insert(value);
        } else if !self
            .read
            .appended
            .iter()
            .any(|(other, (known, _))| *other == source && *known == name)
        {
            self.read.appended.push((source, (name, value)));
        }
    }

    fn make_up_parameter(&mut self, parameter: &QuerySpec) {
        let name = parameter.name();
        let is_known = self.read.query.iter().any(|(known, _)| *known == name);
        if matches!(parameter.source(), ValueSource::Env(_)) && !is_known {
            self.read.query.push((name, REDACTED.to_owned()));
        }
    }
}
