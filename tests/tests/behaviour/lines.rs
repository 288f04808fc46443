//! JSON Lines, as a reply and as a body.

use std::borrow::Cow;
use std::error::Error as _;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use schematic_api::mock::{ErrorReply, Lines, Mock};
use schematic_api::reply::Empty;
use schematic_api::{
    ApiError, BodyKind, Error, ErrorKind, Limits, Method, NotRetried, Object, ReplyKind,
    StatusCode, Timeout, api,
};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::replies::{body_of, until_error};
use schematic_tests::scripted::{Answer, Reply, Scripted, reset};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

/// An entry of a log.
#[derive(Clone, Debug, PartialEq, Object)]
struct Entry {
    number: u32,
    text: Option<String>,
}

/// An entry of texts that are not copied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note<'a> {
    text: Cow<'a, str>,
}

/// An error that comes instead of a line.
#[derive(Debug, Deserialize)]
struct Crash {
    message: String,
}

impl ApiError for Crash {
    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    client Logs at "https://logs.example.com" {
        error Crash;
    }

    tail:  GET   /logs -> lines Entry;
    long:  GET   /long -> lines Entry { timeout 5 s; }
    watch: GET   /watch -> lines Entry error Crash when status = "crashed";
    send:  POST  /logs (lines Entry) -> empty idempotent;
    notes: POST  /notes (lines Note<'_>) -> lines serde_json::Value;
    amend: PATCH /logs (lines Entry?) -> text;
}

fn entry(number: u32) -> Entry {
    Entry::new(number)
}

fn lines(body: impl Into<bytes::Bytes>) -> Reply {
    Reply::status(200).header("content-type", "application/x-ndjson").chunk(body)
}

fn logs(transport: &Scripted) -> Logs {
    Logs::builder().transport(transport.clone()).jitter(|| 0.0).build().expect("a client")
}

/// What a reply is read as.
async fn read(reply: Reply) -> (Vec<Entry>, Option<Error>) {
    until_error(logs(&Scripted::new([reply])).tail().await.expect("it is a success")).await
}

const THREE: &str = "{\"number\":1}\n\n{\"number\":2,\"text\":\"größe\"}\r\n \t\r\n{\"number\":3}";

fn three() -> Vec<Entry> {
    vec![entry(1), entry(2).text("größe"), entry(3)]
}

#[tokio::test]
async fn each_line_is_a_value_wherever_the_body_is_cut() {
    for end in ["", "\n", "\r\n", "\n\n"] {
        let body = format!("{THREE}{end}").into_bytes();
        for size in 1..=body.len() {
            let chunks = body.chunks(size).map(<[u8]>::to_vec);
            let reply = chunks.fold(lines(""), Reply::chunk);
            let (seen, error) = read(reply).await;
            assert_eq!((seen, error.is_none()), (three(), true), "{end:?} by {size}: {error:?}");
        }
    }
    let (none, error) = read(lines("\u{feff}\n\r\n")).await;
    assert_eq!((none.len(), error.is_none()), (0, true));
}

/// Services name the format in several ways, if at all.
#[tokio::test]
async fn the_content_type_does_not_matter() {
    for content_type in
        ["application/jsonl", "application/json; charset=utf-8", "application/octet-stream", ""]
    {
        let reply = Reply::status(200).header("content-type", content_type).chunk(THREE);
        assert_eq!(read(reply).await.0, three(), "{content_type}");
    }
    assert_eq!(read(Reply::status(200).chunk(THREE)).await.0, three());
    assert_eq!(read(Reply::status(204)).await.0, []);
}

#[tokio::test]
async fn the_request_names_the_format() {
    let transport = Scripted::new([lines("")]);
    until_error(logs(&transport).tail().await.unwrap()).await;
    let accept = transport.only().header("accept").map(str::to_owned).unwrap();
    assert!(accept.starts_with("application/x-ndjson, application/jsonl"), "{accept}");
    assert_eq!(transport.only().header("accept-encoding"), None);
}

#[tokio::test]
async fn a_line_that_does_not_fit_is_an_error_that_names_it() {
    for (bad, message, path) in [
        ("{\"number\":\"x\"}", "line 3 of the reply cannot be decoded", Some("number")),
        ("{\"number\":1", "line 3 of the reply cannot be decoded", None),
        ("{}", "line 3 of the reply cannot be decoded", None),
        ("[{\"number\":1},", "line 3 of the reply cannot be decoded", None),
        ("<html>", "line 3 of the reply is not JSON; it begins with `<html`", None),
        ("{\"number\":1} {\"number\":2}", "line 3 of the reply cannot be decoded", None),
    ] {
        let body = format!("{{\"number\":1}}\n\n{bad}\n");
        let (seen, error) = read(lines(body).header("x-request-id", "req_7")).await;
        assert_eq!(seen, [entry(1)], "{bad}");
        let error = error.expect("it does not fit");
        assert_eq!(error.kind(), ErrorKind::Decode, "{bad}");
        assert!(error.to_string().starts_with(&format!("GET /logs: {message}")), "{error}");
        assert!(!error.to_string().contains("at line 1"), "{error}");
        assert_eq!(error.request_id(), Some("req_7"));
        assert_eq!(error.body().map(|body| &body[..]), Some(bad.as_bytes()));
        if path.is_some() {
            assert_eq!(error.json_path(), path, "{error}");
        }
    }
    let invalid = b"{\"number\":1,\"text\":\"a\xffb\"}\n".to_vec();
    let (_, error) = read(lines(invalid)).await;
    assert!(
        error.is_some_and(|error| error.to_string().contains("line 1 of the reply is not UTF-8"))
    );
}

#[tokio::test]
async fn a_line_that_does_not_fit_costs_itself_alone() {
    let body = "{\"number\":1}\n<html>\n{\"number\":\"x\"}\n{\"number\":2}\n{\"number\":";
    let mut stream = logs(&Scripted::new([lines(body)])).tail().await.unwrap();
    let mut seen = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(None) => break,
            Ok(Some(entry)) => seen.push(Ok(entry)),
            Err(error) => seen.push(Err(error.kind())),
        }
    }
    let wrong = || Err(ErrorKind::Decode);
    assert_eq!(seen, [Ok(entry(1)), wrong(), wrong(), Ok(entry(2)), Err(ErrorKind::Truncated)]);
}

#[tokio::test]
async fn a_line_that_is_cut_is_an_error_and_the_lines_before_it_are_not_lost() {
    for cut in [
        THREE.len() - 1,
        THREE.len() - 5,
        "{\"number\":1}\n\n{\"number\":2,\"text\":\"gr\u{f6}".len() - 1,
    ] {
        let whole = if cut > 40 { 2 } else { 1 };
        let body = THREE.as_bytes()[..cut].to_vec();
        // The transport says that the body is over, or that it broke off.
        for reply in [lines(body.clone()), lines(body).broken()] {
            let (seen, error) = read(reply).await;
            assert_eq!(seen, three()[..whole], "{cut}");
            assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Truncated), "{cut}");
        }
    }
    // Between two lines, only the transport knows.
    let (seen, error) = read(lines("{\"number\":1}\n").broken()).await;
    assert_eq!(seen, [entry(1)]);
    let error = error.expect("it broke off");
    assert_eq!((error.kind(), error.status()), (ErrorKind::Truncated, Some(StatusCode::OK)));
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_line_or_a_stream_that_is_too_large_is_an_error() {
    let read = async |limits: Limits, body: &str| {
        let chunks = body.as_bytes().chunks(7).map(<[u8]>::to_vec);
        let transport = Scripted::new([chunks.fold(lines(""), Reply::chunk)]);
        let client = Logs::builder().transport(transport).limits(limits).build().unwrap();
        let (seen, error) = until_error(client.tail().await.unwrap()).await;
        (seen.len(), error.map(|error| (error.kind(), error.to_string())))
    };
    let line = format!("{{\"number\":2,\"text\":\"{}\"}}", "x".repeat(50));
    let body = format!("{{\"number\":1}}\n{line}\r\n{{\"number\":3}}\n");
    assert_eq!(read(Limits::new().max_line(line.len()), &body).await, (3, None));
    let (seen, error) = read(Limits::new().max_line(line.len() - 1), &body).await;
    let (kind, message) = error.expect("it is too large");
    assert_eq!((seen, kind), (1, ErrorKind::Limit));
    assert!(message.contains("Limits::max_line"), "{message}");
    assert_eq!(read(Limits::new().max_stream(body.len() as u64), &body).await, (3, None));
    let (_, error) = read(Limits::new().max_stream(body.len() as u64 - 1), &body).await;
    assert!(error.is_some_and(|(kind, message)| {
        kind == ErrorKind::Limit && message.contains("Limits::max_stream")
    }));
    let (_, error) = read(Limits::new().max_decoded(100), &body).await;
    assert!(error.is_some_and(|(_, message)| message.contains("Limits::max_decoded")));
}

#[tokio::test(start_paused = true)]
async fn silence_and_the_timeout_of_a_call_end_the_lines() {
    let pause = Duration::from_secs(50);
    let slow = lines("{\"number\":1}\n").chunk_after(pause, "{\"number\":2}\n").open();
    let transport = Scripted::new([slow]);
    let started = Instant::now();
    let (seen, error) = until_error(logs(&transport).tail().await.unwrap()).await;
    assert_eq!(seen.len(), 2);
    assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Timeout(Timeout::Idle)));
    assert_eq!(started.elapsed().as_secs(), 110);
    let (started, (seen, error)) =
        (Instant::now(), until_error(logs(&transport).long().await.unwrap()).await);
    assert_eq!(seen.len(), 1);
    assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Timeout(Timeout::Total)));
    assert_eq!(started.elapsed().as_secs(), 5);
    assert_eq!(transport.open(), 0);
}

/// Lines that are all there keep neither other tasks nor the timers waiting.
#[tokio::test]
async fn many_lines_at_once_leave_room_for_others() {
    let transport = Scripted::new([lines("{\"number\":1}\n".repeat(10_000))]);
    let mut stream = logs(&transport).tail().await.unwrap();
    let mut turns = 0;
    let others = async {
        loop {
            turns += 1;
            tokio::task::yield_now().await;
        }
    };
    let reading = async { while stream.try_next().await.unwrap().is_some() {} };
    futures_util::future::select(std::pin::pin!(others), std::pin::pin!(reading)).await;
    assert!(turns > 10, "{turns}");
}

#[tokio::test]
async fn lines_are_owned_and_dropping_them_ends_the_transfer() {
    let transport = Scripted::new([lines("{\"number\":1}\n").open()]);
    let mut stream = logs(&transport).tail().await.unwrap();
    assert!(format!("{stream:?}").contains("is_open: true"));
    let first = tokio::spawn(async move { stream.next().await.map(|line| (line, stream)) });
    let (line, stream) = first.await.unwrap().expect("there is a line");
    assert_eq!(line.unwrap(), entry(1));
    assert_eq!(transport.open(), 1);
    drop(stream);
    assert_eq!(transport.open(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_call_is_retried_until_its_head_has_arrived() {
    let transport =
        Scripted::new([reset(), Reply::status(503).into(), Answer::from(lines(THREE).broken())]);
    let (seen, error) = until_error(logs(&transport).tail().await.unwrap()).await;
    assert_eq!((seen.len(), transport.attempts()), (2, 3));
    assert!(error.is_some_and(|error| error.kind() == ErrorKind::Truncated));
    let refused = Scripted::new([Reply::json(400, r#"{"message":"no"}"#)]);
    let error = logs(&refused).tail().await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("no")));
}

#[tokio::test]
async fn a_line_that_says_so_is_an_error_of_the_api() {
    let crash = r#"{"status":"crashed","message":"out of memory"}"#;
    let body = format!("{{\"number\":1}}\n{crash}\n{{\"number\":2}}\n");
    let transport = Scripted::new([lines(body)]);
    let (seen, error) = until_error(logs(&transport).watch().await.unwrap()).await;
    let error = error.expect("it is one");
    assert_eq!((seen, error.kind()), (vec![entry(1)], ErrorKind::Api));
    assert_eq!(error.api::<Crash>().and_then(ApiError::message), Some("out of memory"));
    assert_eq!(error.body().map(|body| &body[..]), Some(crash.as_bytes()));
    let expected = "GET /watch: line 2 of the reply is an error: 200 OK with `status = \"crashed\"`: out of memory";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_body_of_lines_is_made_of_anything_to_iterate_over() {
    let transport = Scripted::new([Reply::status(204)]);
    let logs = logs(&transport);
    let entries = vec![entry(1), entry(2).text("a\nb\r")];
    logs.send(&entries).await.unwrap();
    logs.send(entries.clone()).await.unwrap();
    logs.send(entries.iter().map(|entry| Entry { number: entry.number + 1, ..entry.clone() }))
        .await
        .unwrap();
    logs.send(entries.iter().take(1)).await.unwrap();
    logs.send([entry(7)]).await.unwrap();
    logs.send(Vec::<Entry>::new()).await.unwrap();
    let bodies: Vec<_> = transport
        .sent()
        .iter()
        .map(|sent| {
            assert_eq!(sent.header("content-type"), Some("application/x-ndjson"));
            String::from_utf8(sent.body.to_vec()).unwrap()
        })
        .collect();
    let both = "{\"number\":1}\n{\"number\":2,\"text\":\"a\\nb\\r\"}\n";
    let more = "{\"number\":2}\n{\"number\":3,\"text\":\"a\\nb\\r\"}\n";
    assert_eq!(bodies, [both, both, more, "{\"number\":1}\n", "{\"number\":7}\n", ""]);
}

/// The items are read once, before the request is sent, so it can be sent again.
#[tokio::test(start_paused = true)]
async fn a_body_of_lines_can_be_sent_again() {
    let transport = Scripted::new([Reply::status(503), Reply::status(204)]);
    let mut left = vec![entry(1), entry(2)].into_iter();
    logs(&transport).send(left.by_ref()).await.unwrap();
    let bodies: Vec<_> = transport.sent().into_iter().map(|sent| sent.body).collect();
    assert_eq!((bodies.len(), left.len()), (2, 0));
    assert_eq!(bodies[0], bodies[1]);
    assert!(!bodies[0].is_empty());
}

/// A line that has no JSON.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it has no form"))
    }
}

mod unwritable {
    use super::Unwritable;

    schematic_api::api! {
        client Strange at "https://strange.example.com";

        send: POST /logs (lines super::Opaque) -> empty;
    }

    pub(super) async fn sent(transport: &super::Scripted) -> Result<(), super::Error> {
        let strange = Strange::builder().transport(transport.clone()).build()?;
        strange.send([super::Opaque(Unwritable)]).await
    }
}

/// Neither readable nor writable.
#[derive(Serialize)]
struct Opaque(Unwritable);

#[tokio::test]
async fn a_line_that_cannot_be_written_is_an_error_before_anything_is_sent() {
    let transport = Scripted::new([Reply::status(204)]);
    let error = unwritable::sent(&transport).await.unwrap_err();
    assert!(error.is_input(), "{error}");
    assert_eq!((transport.attempts(), error.not_retried()), (0, None::<NotRetried>));
}

#[tokio::test]
async fn the_mock_receives_and_answers_lines() {
    let mock = Mock::<Logs>::new()
        .on(|request: LogsNotesRequest| async move {
            let texts = request.body.into_iter().map(|note| note.text.into_owned().into());
            Ok(Lines::from(texts.collect::<Vec<serde_json::Value>>()))
        })
        .on(|request: LogsAmendRequest| async move { Ok(request.body.len().to_string()) })
        .on(|_: LogsTailRequest| async {
            Ok(Lines::stream(stream::iter([entry(1), entry(2)])).cut_off())
        });
    let server = mock.listen().await.unwrap();
    for logs in [mock.client(), server.client().unwrap()] {
        let text = "a\nb".to_owned();
        let notes = [Note { text: Cow::Borrowed(&text) }, Note { text: "c".into() }];
        let (seen, error) = until_error(logs.notes(&notes).await.unwrap()).await;
        assert_eq!((seen, error.is_none()), (vec!["a\nb".into(), "c".into()], true));
        assert_eq!(logs.amend().body([entry(1)]).await.unwrap(), "1");
        assert_eq!(logs.amend().await.unwrap(), "0");
        let (seen, error) = until_error(logs.tail().await.unwrap()).await;
        assert_eq!(seen, [entry(1), entry(2)]);
        assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Truncated));
    }
    let received = &mock.received::<LogsNotesRequest>()[0];
    assert_eq!(received.body[1].text, "c");
}

#[tokio::test]
async fn the_mock_refuses_lines_that_do_not_fit() {
    let mock = Mock::<Logs>::new().on(|_: LogsSendRequest| async { Ok::<_, ErrorReply>(()) });
    for (body, problem) in [
        ("{\"number\":1}\n{\"number\":\"x\"}\n", "in line 2 does not match its type"),
        ("{\"number\":1}\n\n{\"number\"", "in line 3 is not JSON"),
    ] {
        let client = mock.client();
        let request = client.request(Method::POST, "/logs").text(body).send::<Empty>();
        let error = request.header("content-type", "application/x-ndjson").await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST), "{error}");
        let body = body_of(&error);
        assert!(body.contains(problem), "{body}");
    }
}

#[tokio::test]
async fn lines_come_over_a_socket_as_they_are_sent() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let dripping = |end: &str| {
        let body = head.to_owned() + &chunk(THREE) + end;
        vec![Step::Read, Step::Drip { bytes: body.into(), size: 3, pause: Duration::ZERO }]
    };
    let server = FaultServer::start([
        dripping("0\r\n\r\n"),
        dripping(""),
        vec![
            Step::Read,
            Step::raw(format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}",
                &THREE[..THREE.len() - 1]
            )),
        ],
    ])
    .await;
    let logs = Logs::builder().base_url(server.url()).build().unwrap();
    for (lines, kind) in
        [(3, None), (2, Some(ErrorKind::Truncated)), (2, Some(ErrorKind::Truncated))]
    {
        let (seen, error) = until_error(logs.tail().await.unwrap()).await;
        assert_eq!((seen.len(), error.map(|error| error.kind())), (lines, kind));
    }
}

#[tokio::test]
async fn an_error_shows_no_secret_that_a_line_repeats() {
    let transport = Scripted::new([lines("{\"number\":\"sk-planted\",\"sk-planted\":1}\n")]);
    let client = Logs::builder().transport(transport).header("x-api-key", "sk-planted");
    let (_, error) = until_error(client.build().unwrap().tail().await.unwrap()).await;
    let error = error.expect("it does not fit");
    let source = error.source().map(|source| format!("{source} {source:?}"));
    assert!(!format!("{error} {error:?} {source:?}").contains("sk-planted"), "{error}");
}

#[test]
fn the_table_says_what_is_lines() {
    let notes = Logs::ENDPOINTS.get("notes").unwrap();
    assert_eq!((notes.body(), notes.reply()), (BodyKind::Lines, ReplyKind::Lines));
    assert!(Logs::ENDPOINTS.get("amend").unwrap().is_body_optional());
}
