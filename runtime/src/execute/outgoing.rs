//! Builds what one attempt sends: the URL, the headers and the credential.

use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::Exchange;
use super::failed_attempt::FailedAttempt;
use super::location::Destination;
use crate::client::{Auth, Authorization, Sent, header_of};
use crate::declaration::{AuthScheme, Paging};
use crate::error::{self, Error};
use crate::reply::{Expiry, Way, coding};
use crate::request::headers::{self, HeaderChange};
use crate::request::{Body, header_list};
use crate::transport::{TransportError, TransportErrorKind, TransportRequest};

impl Exchange<'_> {
    pub(super) async fn outgoing(
        &mut self,
        expiry: &mut Expiry,
    ) -> Result<TransportRequest, FailedAttempt> {
        let mut headers = self.headers().map_err(FailedAttempt::permanent)?;
        let mut url = self.address().map_err(FailedAttempt::permanent)?;
        self.authorize(&mut headers, &mut url, expiry).await?;
        let method = self.request.method.clone();
        let body = self.body(expiry).await?;
        let body = match &self.request.on_progress {
            Some(on_progress) => body.watched(on_progress.clone()),
            None => body,
        };
        Ok(TransportRequest { method, url, headers, body })
    }

    /// The body of an attempt.
    async fn body(&mut self, expiry: &mut Expiry) -> Result<Body, FailedAttempt> {
        let body = self.request.body.replay();
        if body.is_open() {
            return Ok(body);
        }
        expiry
            .race(body.opened())
            .await
            .map_err(|timeout| FailedAttempt::permanent(error::expired(timeout)))?
            .map_err(|error| TransportError::new(TransportErrorKind::RequestBody, error))
            .map_err(FailedAttempt::transport)
    }

    /// The URL of an attempt, without the credential.
    pub(super) fn address(&self) -> Result<Url, Error> {
        match &self.progress.given {
            Some(url) => Ok(url.clone()),
            None => self.client.base.join(&self.request.path, &self.request.query),
        }
    }

    /// The URL that the addresses of other pages are relative to, if there may be such.
    pub(super) fn place_of_pages(&self) -> Result<Option<Url>, Error> {
        let paging = self.request.endpoint.paging();
        paging.filter(Paging::has_addresses).map(|_| self.address()).transpose()
    }

    /// All headers except that of the credential. The most specific setting wins: the call's, the client builder's, the
    /// endpoint's declaration, the API's declaration, and last what follows from the kinds of the body and the reply.
    fn headers(&self) -> Result<HeaderMap, Error> {
        let declared = self.request.endpoint.headers();
        // Room for the content type, `accept` and the credential, so that the map does not grow.
        let capacity = self.client.headers.len() + declared.len() + self.request.headers.len() + 3;
        let mut headers = HeaderMap::with_capacity(capacity);
        match self.destination {
            Destination::Base => headers::overlay(&mut headers, &self.client.headers),
            Destination::Elsewhere => {
                let agent = self.client.headers.get(USER_AGENT).cloned();
                headers.extend(agent.map(|agent| (USER_AGENT, agent)));
            }
        }
        for (name, value) in declared {
            let (name, value) = headers::declared(name, value)?;
            if !self.is_configured(&name) {
                headers.insert(name, value);
            }
        }
        for (name, value) in self.request.endpoint.appended_headers() {
            let (name, value) = headers::declared(name, value)?;
            if !self.client.configured.contains(&name) {
                header_list::append(&mut headers, name, &value);
            }
        }
        for (name, value) in &self.client.appended {
            header_list::append(&mut headers, name.clone(), value);
        }
        let declared = self.request.endpoint.declared_reply_media_type();
        if let Some(accept) = declared.or(self.wanted.accept) {
            headers.entry(ACCEPT).or_insert(headers::declared_value("accept", accept)?);
        }
        if let (Way::Content, Some(codings)) = (self.wanted.way, coding::ACCEPTED) {
            headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static(codings));
        }
        self.add_content_type(&mut headers)?;
        headers::overlay(&mut headers, &self.request.headers);
        for change in &self.request.changes {
            let name = change.name(&self.client.idempotency_header);
            match (change, change.value()) {
                (HeaderChange::Append(..), Some(value)) => {
                    header_list::append(&mut headers, name.clone(), value);
                }
                (_, Some(value)) => drop(headers.insert(name.clone(), value.clone())),
                (_, None) => drop(headers.remove(name)),
            }
        }
        Ok(headers)
    }

    /// Whether the client sets this header, in place of one of the endpoint.
    fn is_configured(&self, name: &HeaderName) -> bool {
        self.destination == Destination::Base && self.client.configured.contains(name)
    }

    /// The media type that an endpoint declares for its body takes the place of one that the API declares. That of the kind
    /// of the body is the last resort. Nothing takes the place of the type of a multipart body, without which it has no parts.
    fn add_content_type(&self, headers: &mut HeaderMap) -> Result<(), Error> {
        let Some(of_kind) = self.request.content_type else { return Ok(()) };
        let declared = self.request.endpoint.declared_media_type();
        if let Some(boundary) = &self.request.boundary {
            let media_type = declared.unwrap_or(of_kind);
            let value = format!("{media_type}; boundary={boundary}");
            headers.insert(CONTENT_TYPE, headers::parse_value("content-type", &value)?);
            return Ok(());
        }
        let value = headers::declared_value("content-type", declared.unwrap_or(of_kind))?;
        if declared.is_some() && !self.is_configured(&CONTENT_TYPE) {
            headers.insert(CONTENT_TYPE, value);
        } else {
            headers.entry(CONTENT_TYPE).or_insert(value);
        }
        Ok(())
    }

    async fn authorize(
        &mut self,
        headers: &mut HeaderMap,
        url: &mut Url,
        expiry: &mut Expiry,
    ) -> Result<(), FailedAttempt> {
        let auth = self.client.auth_of(self.request.endpoint);
        let auth = auth.map_err(|mistake| FailedAttempt::permanent(mistake.into()))?;
        let Some((scheme, auth)) = auth else { return Ok(()) };
        if self.has_own_credential(scheme, auth, headers, url) {
            return Ok(());
        }
        match auth {
            Auth::None => {}
            Auth::Missing(mistake) => {
                return Err(FailedAttempt::permanent(mistake.clone().into()));
            }
            Auth::Fixed(authorization) => authorization.apply(headers, url),
            Auth::Provided { provider, scheme } => {
                let secret = expiry
                    .race(provider.credential())
                    .await
                    .map_err(|timeout| FailedAttempt::permanent(error::expired(timeout)))?
                    .map_err(|error| {
                        let message = "the provider of the credential failed";
                        FailedAttempt::permanent(Error::config(message).with_source(error))
                    })?;
                self.provided = Authorization::new(*scheme, secret)
                    .map_err(|mistake| FailedAttempt::permanent(mistake.into()))?;
                if let Some(authorization) = &self.provided {
                    let mut secrets = Sent::default();
                    secrets.credential(authorization.secret());
                    self.redactor = self.redactor.with(secrets.into_texts());
                    authorization.apply(headers, url);
                }
            }
        }
        Ok(())
    }

    /// Whether the caller has set or removed the header or parameter that would carry the credential. What is sent with
    /// every call does not replace one that the endpoint names.
    fn has_own_credential(
        &self,
        scheme: AuthScheme,
        auth: &Auth,
        headers: &HeaderMap,
        url: &Url,
    ) -> bool {
        let key = &self.client.idempotency_header;
        let is_missing = matches!(auth, Auth::Missing(_));
        let yields = is_missing || self.request.endpoint.credential().is_none();
        match (header_of(scheme), scheme) {
            (Some(name), _) => {
                yields && headers.contains_key(&name)
                    || self.request.header_word(&name, key).is_some()
            }
            // Otherwise the credential itself gives way.
            (None, AuthScheme::Query(name)) => {
                is_missing && url.query_pairs().any(|(given, _)| given == name)
            }
            (None, _) => false,
        }
    }
}
