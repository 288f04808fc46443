//! The mock of a declared service: what it routes, checks, records and rejects.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use schematic_api::mock::{ErrorReply, Mock, MockServer, Reason};
use schematic_api::transport::ResponseBody;
use schematic_api::{ApiError, Body, Error, ErrorKind, Object, StatusCode, Timeout, api};
use serde::Deserialize;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Note {
    /// Its text.
    pub text: String,
    /// Where it is.
    pub place: Option<Place>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Place {
    /// How far away.
    pub distance: u32,
}

/// The service's account of a failure.
#[derive(Debug, Deserialize)]
pub struct Problem {
    error: Account,
}

#[derive(Debug, Deserialize)]
struct Account {
    message: String,
}

impl ApiError for Problem {
    fn message(&self) -> Option<&str> {
        Some(&self.error.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    /// Notes.
    pub client Notes at "https://notes.example.com/v1" {
        base_url env "NOTES_BASE_URL";
        auth bearer env "NOTES_KEY";
        header "X-Team": env "NOTES_TEAM";
        error Problem;
    }

    retrieve: GET /notes/<note> -> Note;
    replace:  PUT /notes/<note>?<limit: u32?> (json Note) -> Note;
    latest:   GET /notes/latest -> Note { header "X-Version": "2"; }
    upload:   POST /notes/upload (stream) -> text;
    download: GET /notes/<note>/content -> stream;
    remove:   DELETE /notes/<note> -> empty;
}

api! {
    /// Something other than what is served.
    pub client Wrong at "https://wrong.example.com" { error Problem; }

    patch:    PATCH /notes/<note> -> Note;
    nowhere:  GET /nowhere -> Note;
    latest:   GET /notes/latest -> Note;
    replace:  PUT /notes/<note>?<limit: String?> (json serde_json::Value?) -> Note;
}

/// Notes that are called what they are asked for by.
fn mock() -> Mock<Notes> {
    Mock::new()
        .on(|request: NotesRetrieveRequest| async move { Ok(Note::new(request.note)) })
        .on(|request: NotesReplaceRequest| async move { Ok(request.body) })
        .on(|_: NotesLatestRequest| async move { Ok(Note::new("the latest")) })
}

/// A client of another declaration, at the port of the mock.
async fn wrong_client(mock: &Mock<Notes>) -> (schematic_api::mock::MockServer<Notes>, Wrong) {
    let server = mock.listen().await.unwrap();
    let client = Wrong::builder().base_url(server.base_url()).retries(0).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn a_literal_segment_beats_a_parameter() {
    let notes = mock().client();
    assert_eq!(notes.latest().await.unwrap().text, "the latest");
    assert_eq!(notes.retrieve("first").await.unwrap().text, "first");
}

#[tokio::test]
async fn path_values_come_decoded() {
    let notes = mock().client();
    for value in ["a/b", "a b", "é?#", "100%", "a+b"] {
        assert_eq!(notes.retrieve(value).await.unwrap().text, value);
    }
}

#[tokio::test]
async fn an_endpoint_without_handler_is_named() {
    let error = mock().client_builder().retries(0).build().unwrap().remove("x").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    assert_eq!(error.message(), Some("remove: the mock has no handler for `DELETE /notes/{note}`"));
}

#[tokio::test]
async fn what_is_not_declared_is_refused() {
    let (_server, wrong) = wrong_client(&mock()).await;
    let error = wrong.nowhere().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.message(), Some("no endpoint has the path `/nowhere`"));
    let error = wrong.patch("x").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::METHOD_NOT_ALLOWED));
    assert_eq!(error.headers().unwrap()["allow"], "DELETE, GET, PUT");
}

#[tokio::test]
async fn a_path_outside_the_base_url_is_unknown() {
    let server = mock().listen().await.unwrap();
    let outside = server.base_url().replace("/v1", "/v2");
    let wrong = Wrong::builder().base_url(outside).build().unwrap();
    assert_eq!(wrong.latest().await.unwrap_err().status(), Some(StatusCode::NOT_FOUND));
}

#[tokio::test]
async fn a_declared_header_must_come() {
    let (_server, wrong) = wrong_client(&mock()).await;
    let error = wrong.latest().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(error.message(), Some("latest: the header `x-version` must be `2`, as declared"));
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let (_server, wrong) = wrong_client(&mock()).await;
    let message = |error: Error| {
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
        error.message().unwrap().to_owned()
    };
    let note = json!({ "text": "x", "place": { "distance": "far" } });
    let error = message(wrong.replace("x").body(&note).await.unwrap_err());
    assert!(
        error.starts_with("replace: the body at `place.distance` does not match its type:"),
        "{error}"
    );
    let error = message(wrong.replace("x").body(&json!({})).await.unwrap_err());
    assert!(error.contains("missing field `text`"), "{error}");
    let error =
        message(wrong.replace("x").body(&json!({ "text": "x" })).limit("many").await.unwrap_err());
    assert_eq!(
        error,
        r#"replace: the query parameter `limit` does not match its type: invalid value: string "many", expected u32"#
    );
    assert_eq!(message(wrong.replace("x").await.unwrap_err()), "replace: the body is missing");
}

#[tokio::test]
async fn a_failure_reaches_the_caller_whole() {
    let mock = mock().on(|_: NotesRetrieveRequest| async move {
        let problem = json!({ "error": { "message": "gone" } });
        Err(ErrorReply::new(StatusCode::GONE).json(&problem).header("x-why", "spring cleaning"))
    });
    let error = mock.client().retrieve("x").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::GONE));
    assert_eq!(error.message(), Some("gone"));
    assert_eq!(error.headers().unwrap()["x-why"], "spring cleaning");
}

#[tokio::test]
async fn a_header_that_is_none_says_so() {
    let failure = ErrorReply::new(StatusCode::GONE).header("no header", "x");
    assert_eq!(failure.status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn a_later_handler_replaces_an_earlier_one_in_all_clones() {
    let first = mock();
    let notes = first.client();
    first.clone().on(|_: NotesRetrieveRequest| async move { Ok(Note::new("replaced")) });
    assert_eq!(notes.retrieve("x").await.unwrap().text, "replaced");
}

#[tokio::test(start_paused = true)]
async fn the_next_calls_fail_and_a_client_that_retries_gets_through() {
    let mock = mock();
    mock.fail_next(2, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(mock.client().retrieve("x").await.unwrap().text, "x");
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn replies_take_as_long_as_they_are_told() {
    let mock = mock();
    mock.delay(Duration::from_secs(30));
    let notes = mock.client();
    let error = notes.retrieve("x").timeout(Duration::from_secs(10)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
    let before = tokio::time::Instant::now();
    notes.retrieve("x").await.unwrap();
    assert_eq!(before.elapsed(), Duration::from_secs(30));
}

#[tokio::test]
async fn requests_are_recorded_as_they_came_and_as_they_are_declared() {
    let mock = mock();
    let notes = mock.client();
    notes.replace("a b", &Note::new("x")).limit(3).header("X-Trace", "7").await.unwrap();
    notes.latest().await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].endpoint().unwrap().id(), "replace");
    assert_eq!((requests[0].method().as_str(), requests[0].path()), ("PUT", "/notes/a%20b"));
    assert_eq!((requests[0].query(), requests[0].header("x-trace")), ("limit=3", Some("7")));
    assert_eq!(requests[0].json::<Note>().unwrap(), Note::new("x"));
    let replaced = mock.received::<NotesReplaceRequest>();
    assert_eq!(replaced.len(), 1);
    assert_eq!(
        (replaced[0].note.as_str(), replaced[0].limit, &replaced[0].body.text),
        ("a b", Some(3), &"x".to_owned())
    );
}

#[tokio::test]
async fn what_is_recorded_shows_no_values() {
    let mock = mock();
    mock.client().retrieve("x").await.unwrap();
    let shown = format!("{:?}", mock.requests()[0]);
    assert!(shown.contains("authorization") && !shown.contains("Bearer"), "{shown}");
}

#[tokio::test]
async fn a_guard_refuses_before_the_handler() {
    let mock = mock().guard(|received| match received.header("x-team") {
        Some("mock") => Err(ErrorReply::from(StatusCode::FORBIDDEN)),
        _ => Ok(()),
    });
    assert_eq!(
        mock.client().retrieve("x").await.unwrap_err().status(),
        Some(StatusCode::FORBIDDEN)
    );
    let ours = mock.client_builder().header("X-Team", "ours").build().unwrap();
    assert_eq!(ours.retrieve("x").await.unwrap().text, "x");
}

#[tokio::test]
async fn rejections_are_worded_and_replies_stamped_in_the_way_of_the_service() {
    let mock = mock()
        .reject_with(|rejection| {
            assert_eq!(*rejection.reason(), Reason::NoHandler);
            ErrorReply::new(StatusCode::IM_A_TEAPOT)
        })
        .stamp(|headers| {
            headers.insert("x-request-id", "req_1".parse().unwrap());
        });
    let error = mock.client().remove("x").await.unwrap_err();
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(StatusCode::IM_A_TEAPOT), Some("req_1"))
    );
}

#[tokio::test]
async fn streams_pass_in_both_directions_through_memory_and_through_a_port() {
    let mock = mock()
        .on(|request: NotesUploadRequest| async move { Ok(format!("{:?}", request.body)) })
        .on(|_: NotesDownloadRequest| async move {
            let chunks = ["one ", "two"].map(|chunk| Ok(chunk.into()));
            Ok(ResponseBody::stream(stream::iter(chunks)))
        });
    let server = mock.listen().await.unwrap();
    for notes in [mock.client(), server.client().unwrap()] {
        let chunks = ["a", "b"].map(|chunk| Ok::<_, std::io::Error>(chunk.into()));
        assert_eq!(notes.upload(Body::stream(stream::iter(chunks))).await.unwrap(), r#"b"ab""#);
        let mut content = notes.download("x").await.unwrap();
        let mut text = Vec::new();
        while let Some(chunk) = content.try_next().await.unwrap() {
            text.extend_from_slice(&chunk);
        }
        assert_eq!(text, b"one two");
    }
}

#[tokio::test]
async fn a_port_has_the_path_of_the_base_url_and_closes_when_it_is_stopped() {
    let mock = mock();
    let server = mock.listen().await.unwrap();
    assert_eq!(server.base_url(), format!("http://127.0.0.1:{}/v1", server.address().port()));
    let notes = server.client_builder().retries(0).build().unwrap();
    assert_eq!(notes.retrieve("over the wire").await.unwrap().text, "over the wire");
    assert_eq!(mock.requests().len(), 1);
    server.stop().await.unwrap();
    assert_eq!(notes.retrieve("x").await.unwrap_err().kind(), ErrorKind::Connect);
}

#[tokio::test]
async fn a_server_that_is_dropped_closes_its_port_but_answers_what_came() {
    let mock = mock();
    mock.delay(Duration::from_millis(100));
    let server = mock.listen().await.unwrap();
    let (address, notes) = (server.address(), server.client().unwrap());
    let pending = tokio::spawn(async move { notes.retrieve("x").await });
    while mock.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(server);
    assert_eq!(pending.await.unwrap().unwrap().text, "x");
    let refused = tokio::net::TcpStream::connect(address).await.unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn a_client_of_the_mock_needs_nothing_from_the_environment() {
    mock().client().retrieve("x").await.unwrap();
    let received = mock();
    received.client().retrieve("x").await.unwrap();
    assert_eq!(received.requests()[0].header("authorization"), Some("Bearer mock:mock"));
    assert_eq!(received.requests()[0].header("x-team"), Some("mock"));
}

/// Opens a connection on which this is all that is sent.
async fn half(server: &MockServer<Notes>, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_reply_has_its_length_unless_it_is_a_stream() {
    let mock = mock()
        .on(|_: NotesDownloadRequest| async {
            Ok(ResponseBody::stream(stream::iter(["one", "two"].map(|text| Ok(text.into())))))
        })
        .on(|_: NotesRemoveRequest| async {
            let short = ErrorReply::new(StatusCode::BAD_GATEWAY).text("short");
            Err(short.header("content-length", "5"))
        });
    let server = mock.listen().await.unwrap();
    for (line, framing, body) in [
        ("GET /v1/notes/x", "content-length: 12", r#"{"text":"x"}"#),
        (
            "GET /v1/notes/x/content",
            "transfer-encoding: chunked",
            "3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n",
        ),
        ("DELETE /v1/notes/x", "content-length: 5", "short"),
    ] {
        let request = format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let mut reply = String::new();
        half(&server, &request).await.read_to_string(&mut reply).await.unwrap();
        let (head, rest) = reply.split_once("\r\n\r\n").unwrap();
        let framings = head.lines().filter(|line| {
            line.starts_with("content-length") || line.starts_with("transfer-encoding")
        });
        assert_eq!((framings.collect::<Vec<_>>(), rest), (vec![framing], body), "{line}");
    }
}

#[tokio::test]
async fn a_server_stops_in_time_whatever_its_clients_have_begun() {
    let mock = mock().on(|_: NotesDownloadRequest| async {
        Ok(ResponseBody::stream(stream::once(async { Ok("one".into()) }).chain(stream::pending())))
    });
    let server = mock.listen().await.unwrap();
    let _idle = half(&server, "").await;
    let _head = half(&server, "GET /v1/notes/latest HTTP/1.1\r\nhost: x\r\nx-vers").await;
    let head = "POST /v1/notes/upload HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf";
    let _body = half(&server, head).await;
    let notes = server.client().unwrap();
    let mut content = notes.download("x").await.unwrap();
    assert_eq!(content.try_next().await.unwrap().unwrap(), "one");
    let started = Instant::now();
    server.stop().await.unwrap();
    assert!(started.elapsed() < MockServer::<Notes>::GRACE + Duration::from_secs(5));
    assert_eq!(content.try_next().await.unwrap_err().kind(), ErrorKind::Truncated);
}

#[tokio::test(start_paused = true)]
async fn half_a_head_is_not_waited_for_without_end() {
    let server = mock().listen().await.unwrap();
    let mut stream = half(&server, "GET /v1/notes/latest HTTP/1.1\r\nhost: x\r\nx-vers").await;
    let mut rest = Vec::new();
    // The clock moves on while nothing else happens.
    stream.read_to_end(&mut rest).await.unwrap();
    assert!(!rest.starts_with(b"HTTP/1.1 2"), "{rest:?}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_old_bodies_are_forgotten() {
    const MIB: usize = 1024 * 1024;
    let mock = mock().on(|_: NotesUploadRequest| async { Ok(String::new()) });
    let server = mock.listen().await.unwrap();
    let small = self::mock().max_body(9).listen().await.unwrap();
    for (server, length) in [(&server, 67_108_865), (&small, 10)] {
        let announced = format!(
            "POST /v1/notes/upload HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n"
        );
        let mut stream = half(server, &announced).await;
        let mut status = [0; 12];
        stream.read_exact(&mut status).await.unwrap();
        assert_eq!(status, *b"HTTP/1.1 413");
    }
    for _ in 0..5 {
        mock.client().upload(vec![0; 20 * MIB]).await.unwrap();
    }
    assert_eq!(mock.requests().len(), 3);
    mock.client().upload(vec![0; 70 * MIB]).await.unwrap();
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn an_observer_is_told_of_every_request_but_not_what_is_in_it() {
    let mock = mock();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    mock.observe(move |exchange| log.lock().unwrap().push(format!("{exchange:?}")));
    mock.client().replace("a b", &Note::new("secret")).limit(77).await.unwrap();
    let (server, wrong) = wrong_client(&mock).await;
    wrong.nowhere().await.unwrap_err();
    let large = "POST /v1/notes/upload HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n";
    half(&server, large).await.read_exact(&mut [0]).await.unwrap();
    let seen = seen.lock().unwrap();
    let expected = ["PUT /v1/notes/a%20b 200", "GET /v1/nowhere 404", "POST /v1/notes/upload 413"];
    for (exchange, expected) in seen.iter().zip(expected) {
        let [method, path, status] = expected.split(' ').collect::<Vec<_>>()[..] else { panic!() };
        let start =
            format!("Exchange {{ method: {method}, path: \"{path}\", status: {status}, duration: ");
        assert!(exchange.starts_with(&start), "{exchange}");
    }
    assert_eq!(seen.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_observer_is_told_how_long_a_reply_took() {
    let (mock, seen) = (mock(), Arc::new(Mutex::new(None)));
    mock.delay(Duration::from_secs(3));
    let last = Arc::clone(&seen);
    mock.observe(move |exchange| *last.lock().unwrap() = Some(exchange.duration()));
    mock.client().retrieve("x").await.unwrap();
    assert_eq!(seen.lock().unwrap().map(|time| time.as_secs()), Some(3));
}
