//! The transport that replays.

use std::collections::BTreeSet;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::body_tee::read;
use super::capture::Capture;
use super::deck::Deck;
use super::exchange::{End, Failure, Headers, Outcome, Reply, Request};
use super::media_type::{self, Form};
use super::nearest::NotRecorded;
use super::options::Timing;
use super::redaction::RequestHead;
use super::replayed_body::ReplayedBody;
use super::rules::Rules;
use crate::client::Clock;
use crate::redactor::Redactor;
use crate::transport::{
    BoxError, BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind,
    TransportRequest, TransportResponse,
};

/// Answers requests by what is recorded.
pub(super) struct Player {
    pub(super) rules: Rules,
    pub(super) deck: Arc<Deck>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Transport for Player {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        Box::pin(async move {
            let secrets = self.rules.secrets(&request.headers, &request.url);
            let request = self.request(request).await?;
            match self.recorded(&request, secrets).map_err(|error| unusable(*error))? {
                Outcome::Reply(reply) => self.reply(reply).await,
                Outcome::Failure(failure) => {
                    self.wait(failure.after).await;
                    Err(failed(&failure))
                }
                Outcome::Abandoned => pending().await,
            }
        })
    }
}

impl Player {
    /// Reads a request as it would have been recorded.
    async fn request(&self, request: TransportRequest) -> Result<Request, TransportError> {
        let TransportRequest { method, url, headers, body } = request;
        let boundary = media_type::boundary(&headers).filter(|_| Form::of(&headers) == Form::Parts);
        let mut capture = Capture::new(self.rules.options().max_body, boundary);
        let read = read(body, &mut capture).await;
        read.map_err(|error| TransportError::new(TransportErrorKind::RequestBody, error))?;
        Ok(self.rules.request(&RequestHead { method, url, headers }, capture.take()))
    }

    /// Takes what is recorded for a request. The secrets are those that the error must not show.
    fn recorded(
        &self,
        request: &Request,
        secrets: BTreeSet<String>,
    ) -> Result<Outcome, Box<NotRecorded>> {
        let taken = self.deck.take(request, &self.rules.options().matched_headers);
        taken.map_err(|mut error| {
            error.redact(&Redactor::default().with(secrets).with(self.rules.own_secrets()));
            error
        })
    }

    async fn reply(&self, reply: Reply) -> Result<TransportResponse, TransportError> {
        self.wait(reply.after).await;
        let status = StatusCode::from_u16(reply.status).map_err(unusable)?;
        let mut headers = headers(reply.headers)?;
        let clock = (self.rules.options().timing == Timing::Kept).then(|| Arc::clone(&self.clock));
        let is_whole = reply.end == End::Whole;
        let (body, length) = ReplayedBody::new(reply.chunks, reply.end, clock).map_err(unusable)?;
        if headers.contains_key(CONTENT_LENGTH) && is_whole && length > 0 {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Ok(TransportResponse::new(status, ResponseBody::stream(body)).with_headers(headers))
    }

    async fn wait(&self, time: Duration) {
        if self.rules.options().timing == Timing::Kept && !time.is_zero() {
            self.clock.sleep(time).await;
        }
    }
}

fn headers(recorded: Headers) -> Result<HeaderMap, TransportError> {
    let mut headers = HeaderMap::new();
    for (name, values) in recorded {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(unusable)?;
        for value in values {
            let value = HeaderValue::from_bytes(value.as_bytes()).map_err(unusable)?;
            headers.append(name.clone(), value);
        }
    }
    Ok(headers)
}

fn failed(failure: &Failure) -> TransportError {
    TransportError::new(failure.kind, failure.message.clone())
}

fn unusable(error: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Unusable, error)
}
