//! One span a call, after OpenTelemetry's conventions for HTTP clients
//! (<https://opentelemetry.io/docs/specs/semconv/http/http-spans/>).
//!
//! What may be secret stays out: `url.full`, headers, bodies and the text of a service's errors.

use std::time::Duration;

use tracing::Span;
use tracing::field::Empty;

use crate::client::Inner;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Timeout};
use crate::execute::Received;

pub(crate) fn span(client: &Inner, endpoint: &'static Endpoint) -> Span {
    let span = tracing::info_span!(
        "call",
        otel.name = Empty,
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = endpoint.method().as_str(),
        url.template = endpoint.path(),
        server.address = client.base.url().host_str(),
        server.port = client.base.url().port_or_known_default(),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.r#type = Empty,
        request_id = Empty,
    );
    if !span.is_disabled() {
        span.record("otel.name", tracing::field::display(endpoint));
    }
    span
}

pub(crate) fn record(span: &Span, result: &Result<Received, Error>) {
    if span.is_disabled() {
        return;
    }
    let (status, request_id, attempts) = match result {
        Ok(received) => {
            (Some(received.head.status), received.head.request_id(), received.head.attempts())
        }
        Err(error) => (error.status(), error.request_id(), error.attempts()),
    };
    span.record("http.response.status_code", status.map(|status| status.as_u16()));
    span.record("request_id", request_id);
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    if let Err(error) = result {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", error_type(error));
    }
}

pub(crate) fn retry(error: &Error, after: Duration) {
    tracing::debug!(
        error.r#type = error_type(error),
        http.response.status_code = error.status().map(|status| status.as_u16()),
        after_ms = u64::try_from(after.as_millis()).unwrap_or(u64::MAX),
        "the attempt failed and will be repeated"
    );
}

/// A word for the kind of failure, of which there are few.
fn error_type(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::Config => "config",
        ErrorKind::Input => "input",
        ErrorKind::Connect => "connect",
        ErrorKind::Interrupted => "interrupted",
        ErrorKind::Timeout(Timeout::Connect) => "timeout.connect",
        ErrorKind::Timeout(Timeout::Attempt) => "timeout.attempt",
        ErrorKind::Timeout(Timeout::Idle) => "timeout.idle",
        ErrorKind::Timeout(_) => "timeout",
        ErrorKind::Api => "api",
        ErrorKind::Decode => "decode",
        ErrorKind::Redirect => "redirect",
        ErrorKind::Body => "body",
        ErrorKind::Limit => "limit",
        ErrorKind::Truncated => "truncated",
        ErrorKind::Paging => "paging",
    }
}
