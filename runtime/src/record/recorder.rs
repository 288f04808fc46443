//! The transport that records.

use std::sync::{Arc, Mutex};

use http::header::ACCEPT_ENCODING;

use super::body_tee::teed;
use super::capture::Capture;
use super::flight::{Flight, Means};
use super::media_type::{self, Form};
use super::recorded_body::RecordedBody;
use super::redaction::{ReplyHead, RequestHead};
use super::rules::Rules;
use super::tape::Tape;
use crate::client::Clock;
use crate::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind, TransportRequest,
    TransportResponse,
};

/// Sends requests, and writes down what comes of them.
pub(super) struct Recorder {
    pub(super) rules: Arc<Rules>,
    pub(super) tape: Arc<Tape>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) inner: Arc<dyn Transport>,
}

impl Transport for Recorder {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        Box::pin(async move {
            let (request, flight) = self
                .take_off(request)
                .map_err(|problem| TransportError::new(TransportErrorKind::Unusable, problem))?;
            match self.inner.send(request).await {
                Ok(response) => Ok(arrived(response, flight)),
                Err(error) => {
                    flight.fail(&error);
                    Err(error)
                }
            }
        })
    }
}

impl Recorder {
    fn take_off(&self, request: TransportRequest) -> Result<(TransportRequest, Flight), String> {
        let TransportRequest { method, url, mut headers, body } = request;
        let number = self.tape.begin(self.rules.secrets(&headers, &url))?;
        let boundary = media_type::boundary(&headers).filter(|_| Form::of(&headers) == Form::Parts);
        let capture = Capture::new(self.rules.options().max_body, boundary);
        let capture = Arc::new(Mutex::new(capture));
        let body = teed(body, &capture);
        let head =
            RequestHead { method: method.clone(), url: url.clone(), headers: headers.clone() };
        // No secret is found in what is compressed.
        headers.remove(ACCEPT_ENCODING);
        let means = Means {
            rules: Arc::clone(&self.rules),
            tape: Arc::clone(&self.tape),
            clock: Arc::clone(&self.clock),
        };
        let flight = Flight::begin(means, number, head, capture);
        Ok((TransportRequest { method, url, headers, body }, flight))
    }
}

fn arrived(response: TransportResponse, mut flight: Flight) -> TransportResponse {
    let TransportResponse { status, headers, body } = response;
    let head = ReplyHead { after: flight.lap(), status: status.as_u16(), headers: headers.clone() };
    let is_bare = flight.method() == http::Method::HEAD || matches!(status.as_u16(), 204 | 304);
    let body = RecordedBody::new(body, head, is_bare, flight);
    TransportResponse::new(status, ResponseBody::stream(body)).with_headers(headers)
}
