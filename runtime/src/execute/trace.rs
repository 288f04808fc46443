//! One span per call, according to OpenTelemetry's conventions for HTTP clients
//! (<https://opentelemetry.io/docs/specs/semconv/http/http-spans/>).
//!
//! Whatever may be secret is left out: `url.full`, headers, bodies and the text of a service's errors.

use std::time::Duration;

use tracing::Span;
use tracing::field::Empty;

use super::location;
use crate::client::Inner;
use crate::error::{Error, ErrorKind, Timeout};
use crate::reply::Received;
use crate::request::Request;

pub(crate) fn span(client: &Inner, request: &Request) -> Span {
    let endpoint = request.endpoint;
    let given = location::given(client, request).ok().flatten();
    let server = given.as_deref().unwrap_or(client.base.url());
    let span = tracing::info_span!(
        "call",
        otel.name = Empty,
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = request.method.as_str(),
        url.template = Some(endpoint.path()).filter(|path| !path.is_empty()),
        server.address = server.host_str(),
        server.port = server.port_or_known_default(),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        "error.type" = Empty,
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
        "error.type" = error_type(error),
        http.response.status_code = error.status().map(|status| status.as_u16()),
        after_ms = u64::try_from(after.as_millis()).unwrap_or(u64::MAX),
        "the attempt failed and will be repeated"
    );
}

/// Returns a name for the kind of failure. There are few such names, as the attribute requires.
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
        ErrorKind::Callback => "callback",
        ErrorKind::Limit => "limit",
        ErrorKind::Write => "write",
        ErrorKind::Truncated => "truncated",
        ErrorKind::Paging => "paging",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;
    use std::sync::{Arc, Mutex};

    use http::{Method, StatusCode};
    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use crate::reply::Empty;
    use crate::request::Request;
    use crate::transport::{
        BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
    };
    use crate::{Api, ApiSpec, AuthScheme, AuthSpec, Call, Client, ClientBuilder, Endpoint};

    /// Records the fields of the only span, and the text of all events.
    #[derive(Clone, Default)]
    struct Recorder(Arc<Mutex<BTreeMap<String, String>>>);

    impl Visit for Recorder {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            self.0.lock().unwrap().insert(field.name().to_owned(), format!("{value:?}"));
        }
    }

    impl Subscriber for Recorder {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target().starts_with("schematic_api")
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            span.record(&mut self.clone());
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, values: &Record<'_>) {
            values.record(&mut self.clone());
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, event: &Event<'_>) {
            event.record(&mut self.clone());
        }

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }

    struct Refusing;

    impl Transport for Refusing {
        fn send(
            &self,
            _: TransportRequest,
        ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
            let headers =
                [("x-request-id", "req_1")].map(|(name, value)| (name.parse(), value.parse()));
            let headers = headers.into_iter().map(|(name, value)| (name.unwrap(), value.unwrap()));
            let body = ResponseBody::from("told sk-secret");
            let response = TransportResponse::new(StatusCode::SERVICE_UNAVAILABLE, body);
            Box::pin(std::future::ready(Ok(response.with_headers(headers.collect()))))
        }
    }

    #[derive(Clone)]
    struct Things(Client);

    const SPEC: ApiSpec = ApiSpec::new("Things")
        .with_base_url("https://api.example.com/v1")
        .with_auth(AuthSpec::new(AuthScheme::Query("key")));
    const GET: &Endpoint =
        &Endpoint::new(Method::GET, "/things/{thing}").with_id("things.retrieve");

    impl Api for Things {
        const SPEC: &'static ApiSpec = &SPEC;

        fn endpoints() -> crate::Endpoints {
            crate::Endpoints::default()
        }

        fn from_client(client: Client) -> Self {
            Self(client)
        }

        fn client(&self) -> &Client {
            &self.0
        }
    }

    #[test]
    fn a_call_is_a_span_after_the_conventions_without_secrets() {
        let recorder = Recorder::default();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let client =
            ClientBuilder::<Things>::new().credential("sk-secret").transport(Refusing).build();
        let client = client.unwrap().0;
        tracing::subscriber::with_default(recorder.clone(), || {
            let call = Request::new(GET).path("thing_1").call::<Call<Empty>>(&client).retries(1);
            runtime.block_on(call.into_future()).unwrap_err();
        });
        let fields = recorder.0.lock().unwrap().clone();
        for (name, value) in [
            ("otel.name", "GET /things/{thing}"),
            ("otel.kind", r#""client""#),
            ("otel.status_code", r#""ERROR""#),
            ("http.request.method", r#""GET""#),
            ("url.template", r#""/things/{thing}""#),
            ("server.address", r#""api.example.com""#),
            ("server.port", "443"),
            ("http.response.status_code", "503"),
            ("http.request.resend_count", "1"),
            ("error.type", r#""api""#),
            ("request_id", r#""req_1""#),
        ] {
            assert_eq!(fields.get(name).map(String::as_str), Some(value), "{name}");
        }
        assert!(fields.contains_key("after_ms"));
        assert!(!format!("{fields:?}").contains("secret"), "{fields:?}");
        assert!(!format!("{fields:?}").contains("thing_1"), "{fields:?}");
    }
}
