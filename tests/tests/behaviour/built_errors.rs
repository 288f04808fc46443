//! Errors that code around a client builds: every reader gives back what was put in.

use std::{error::Error as _, io, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use schematic_api::{ApiError, Error, ErrorKind, NotRetried, Timeout};
use schematic_tests::shop::{Shop, ShopError};
use serde::Deserialize;

fn api_error() -> ShopError {
    serde_json::from_str(r#"{"error":{"message":"no such item","code":"missing"}}"#).unwrap()
}

fn headers() -> HeaderMap {
    let pairs = [("x-request-id", "req_1"), ("x-other", "1")];
    pairs
        .into_iter()
        .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
        .collect()
}

fn retrieve() -> &'static schematic_api::Endpoint {
    Shop::ENDPOINTS.get("items.retrieve").expect("it is declared")
}

#[test]
fn every_reader_gives_back_what_was_put_in() {
    let error = Error::new(ErrorKind::Api, "no such item")
        .with_reply(StatusCode::NOT_FOUND, headers(), "raw")
        .with_api(api_error())
        .with_source(io::Error::other("the cause"))
        .with_endpoint(retrieve());
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_api() && !error.is_timeout() && !error.is_config());
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.headers(), Some(&headers()));
    assert_eq!(error.request_id(), Some("req_1"));
    assert_eq!(error.body(), Some(&Bytes::from_static(b"raw")));
    assert!(error.api::<ShopError>().is_some());
    assert_eq!((error.message(), error.code()), (Some("no such item"), Some("missing")));
    assert_eq!(error.source().unwrap().to_string(), "the cause");
    assert_eq!(error.endpoint().map(|endpoint| endpoint.id()), Some("items.retrieve"));
    assert_eq!(error.to_string(), "GET /items/{item}: no such item (request id req_1)");
    assert_eq!(error.attempts(), 1);
    let debug = format!("{error:?}");
    assert!(
        debug.contains("404") && debug.contains("3 bytes") && !debug.contains("raw"),
        "{debug}"
    );
}

/// In whatever order the parts come.
#[test]
fn the_order_of_the_parts_does_not_matter() {
    type Part = fn(Error) -> Error;
    let reply: Part = |error| error.with_reply(StatusCode::CONFLICT, headers(), "raw");
    let api: Part = |error| error.with_api(api_error());
    let source: Part = |error| error.with_source("the cause");
    let endpoint: Part = |error| error.with_endpoint(retrieve());
    for parts in [
        [reply, api, source, endpoint],
        [endpoint, source, api, reply],
        [source, endpoint, reply, api],
        [api, reply, endpoint, source],
    ] {
        let error = parts.iter().fold(Error::new(ErrorKind::Api, "no"), |error, part| part(error));
        assert_eq!(error.status(), Some(StatusCode::CONFLICT));
        assert_eq!(error.endpoint().map(|endpoint| endpoint.id()), Some("items.retrieve"));
        assert_eq!(error.code(), Some("missing"));
        assert_eq!(error.body().unwrap(), "raw");
        assert!(error.source().is_some());
    }
}

#[test]
fn an_error_of_a_message_has_nothing_else() {
    let error = Error::new(ErrorKind::Connect, format!("no way to {}", "there"));
    assert_eq!(error.to_string(), "no way to there");
    assert_eq!((error.status(), error.headers(), error.body()), (None, None, None));
    assert_eq!((error.request_id(), error.message(), error.code()), (None, None, None));
    assert!(error.source().is_none() && error.endpoint().is_none());
    assert!(error.api::<ShopError>().is_none());
    assert_eq!((error.attempts(), error.not_retried(), error.json_path()), (0, None, None));
    assert_eq!(error.retry_after(), None::<Duration>);
    assert_ne!(error.not_retried(), Some(NotRetried::Attempts));
}

#[test]
fn a_reply_without_an_endpoint_names_none() {
    let error = Error::new(ErrorKind::Decode, "not JSON");
    let error = error.with_reply(StatusCode::OK, HeaderMap::new(), Bytes::new());
    assert!(error.endpoint().is_none());
    assert_eq!(error.to_string(), "not JSON");
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::OK), None));
}

#[test]
fn each_kind_is_told_by_its_question() {
    let questions = |kind| {
        let error = Error::new(kind, "x");
        assert_eq!(error.kind(), kind);
        [
            error.is_config(),
            error.is_input(),
            error.is_connect(),
            error.is_timeout(),
            error.is_api(),
            error.is_decode(),
            error.is_truncated(),
        ]
        .map(u8::from)
    };
    assert_eq!(questions(ErrorKind::Config), [1, 0, 0, 0, 0, 0, 0]);
    assert_eq!(questions(ErrorKind::Input), [0, 1, 0, 0, 0, 0, 0]);
    assert_eq!(questions(ErrorKind::Connect), [0, 0, 1, 0, 0, 0, 0]);
    assert_eq!(questions(ErrorKind::Timeout(Timeout::Connect)), [0, 0, 1, 1, 0, 0, 0]);
    assert_eq!(questions(ErrorKind::Timeout(Timeout::Idle)), [0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(questions(ErrorKind::Api), [0, 0, 0, 0, 1, 0, 0]);
    assert_eq!(questions(ErrorKind::Decode), [0, 0, 0, 0, 0, 1, 0]);
    assert_eq!(questions(ErrorKind::Truncated), [0, 0, 0, 0, 0, 0, 1]);
    assert_eq!(questions(ErrorKind::Redirect), [0; 7]);
}

/// Another type than the one that was put in is not given back.
#[test]
fn only_the_type_that_was_put_in_is_given_back() {
    #[derive(Debug, Deserialize)]
    struct Other;

    impl ApiError for Other {
        fn message(&self) -> Option<&str> {
            None
        }

        fn code(&self) -> Option<&str> {
            Some("other")
        }
    }

    let error = Error::new(ErrorKind::Api, "x").with_api(Other);
    assert!(error.api::<ShopError>().is_none());
    assert!(error.api::<Other>().is_some());
    assert_eq!((error.message(), error.code()), (None, Some("other")));
}

/// What a service says is no longer raw text: a line break of a request id does not begin a new line of a log.
#[test]
fn what_is_shown_stays_on_one_line() {
    let id = HeaderValue::from_bytes(b"req\x7f\x1b[31m");
    let id = id.unwrap_or_else(|_| HeaderValue::from_static("req\t1"));
    let headers = HeaderMap::from_iter([("x-request-id".parse().unwrap(), id)]);
    let error =
        Error::new(ErrorKind::Api, "x").with_reply(StatusCode::BAD_GATEWAY, headers, Bytes::new());
    assert!(!error.to_string().contains(char::is_control), "{error}");
}
