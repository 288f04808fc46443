//! Replies that may be nothing: `-> Note?`, `-> Note? none on 404 304`.

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::reply::Optional;
use schematic_api::{Error, ErrorKind, Method, Object, ReplyKind, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::scripted::{Reply, Scripted, reset};
use serde_json::Value;

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
struct Note {
    /// Its text.
    text: String,
}

api! {
    client Notes at "https://notes.example.com" {
        retry 2 on 404 5xx;
    }

    read:   GET    /notes/<id> -> Note;
    find:   GET    /notes/<id>/found -> Note?;
    cached: GET    /notes/<id>/cached -> Note? none on 404 304 202;
    label:  GET    /notes/<id>/label -> json String?;
    list:   GET    /notes -> Vec<Note>?;
    delete: DELETE /notes/<id> -> Note? { timeout 3 s; }
}

fn notes(reply: Reply) -> (Notes, Scripted) {
    let transport = Scripted::new([reply]);
    let client = Notes::builder().transport(transport.clone()).jitter(|| 0.0);
    (client.build().expect("a client"), transport)
}

fn note() -> Note {
    Note::new("Buy milk")
}

const NOTE: &str = r#"{"text":"Buy milk"}"#;

#[tokio::test]
async fn a_value_is_some_and_nothing_is_none() {
    for (reply, expected) in [
        (Reply::json(200, NOTE), Some(note())),
        (Reply::json(201, NOTE), Some(note())),
        (Reply::status(204), None),
        (Reply::status(204).chunk("not JSON"), None),
        (Reply::status(200), None),
        (Reply::json(200, " \r\n"), None),
        (Reply::json(200, "\u{feff}"), None),
        (Reply::json(200, "null"), None),
    ] {
        let shown = format!("{reply:?}");
        let (notes, transport) = notes(reply);
        assert_eq!(notes.find("a").await.unwrap(), expected, "{shown}");
        assert_eq!(transport.only().header("accept"), Some("application/json"));
    }
    let (notes, _) = notes(Reply::json(200, r#""Milk""#));
    assert_eq!(notes.label("a").await.unwrap().as_deref(), Some("Milk"));
}

#[tokio::test]
async fn a_body_that_is_something_else_is_an_error() {
    for body in ["{}", "[]", r#"{"text":"#, "<html>", "0"] {
        let (notes, _) = notes(Reply::json(200, body));
        let error = notes.find("a").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
    let (notes, _) = notes(Reply::json(200, "{").broken());
    assert_eq!(notes.find("a").retries(0).await.unwrap_err().kind(), ErrorKind::Truncated);
}

#[tokio::test(start_paused = true)]
async fn a_status_that_is_named_is_neither_an_error_nor_retried_nor_decoded() {
    for status in [404, 304, 202] {
        let (notes, transport) = notes(Reply::json(status, NOTE).header("x-request-id", "req_7"));
        let response = notes.cached("a").response().await.unwrap();
        assert_eq!((response.value(), response.status().as_u16()), (&None, status));
        assert_eq!(response.request_id(), Some("req_7"));
        assert_eq!(transport.attempts(), 1);
    }
    // Elsewhere it is what it was.
    let (notes, transport) = notes(Reply::json(404, NOTE));
    let error = notes.find("a").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 3));
    assert_eq!(transport.attempts(), 3);
}

#[tokio::test(start_paused = true)]
async fn other_statuses_are_errors_and_retried_as_before() {
    let (notes, transport) = notes(Reply::status(503));
    assert_eq!(notes.cached("a").await.unwrap_err().kind(), ErrorKind::Api);
    assert_eq!(transport.attempts(), 3);
    let transport = Scripted::new([reset(), Reply::status(404).into()]);
    let client = Notes::builder().transport(transport.clone()).build().unwrap();
    assert_eq!(client.cached("a").await.unwrap(), None);
    assert_eq!(transport.attempts(), 2);
}

/// Where a value is required, nothing is an error that tells everything about the reply.
#[tokio::test]
async fn no_content_in_place_of_a_required_value_is_an_error_that_keeps_the_reply() {
    let (notes, _) = notes(Reply::status(204).header("x-request-id", "req_7").chunk(" "));
    let error = notes.read("a").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(StatusCode::NO_CONTENT)));
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b" "[..]));
    assert!(error.to_string().contains("`Type?`"), "{error}");
}

#[tokio::test]
async fn nothing_comes_over_a_socket() {
    let server = FaultServer::start([
        vec![Step::Read, Step::raw("HTTP/1.1 204 No Content\r\n\r\n")],
        vec![Step::Read, Step::raw("HTTP/1.1 304 Not Modified\r\n\r\n")],
        vec![Step::Read, Step::json(404, NOTE)],
        vec![Step::Read, Step::json(200, "")],
        vec![Step::Read, Step::json(200, NOTE)],
    ])
    .await;
    let notes = Notes::builder().base_url(server.url()).build().unwrap();
    for expected in [None, None, None, None, Some(note())] {
        assert_eq!(notes.cached("a").await.unwrap(), expected);
    }
}

#[tokio::test]
async fn the_mock_answers_with_a_value_or_nothing() {
    let mock = Mock::<Notes>::new()
        .on(|request: NotesFindRequest| async move { Ok((request.id == "a").then(note)) })
        .on(|_: NotesCachedRequest| async { Err(ErrorReply::new(StatusCode::NOT_FOUND)) })
        .on(|_: NotesListRequest| async { Ok(Some(vec![note()])) });
    let server = mock.listen().await.unwrap();
    for notes in [mock.client(), server.client().unwrap()] {
        assert_eq!(notes.find("a").await.unwrap(), Some(note()));
        let response = notes.find("b").response().await.unwrap();
        assert_eq!((response.value(), response.status()), (&None, StatusCode::NO_CONTENT));
        assert_eq!(notes.cached("a").await.unwrap(), None);
        assert_eq!(notes.list().await.unwrap(), Some(vec![note()]));
    }
}

#[tokio::test]
async fn an_endpoint_that_is_not_declared_may_reply_with_nothing() {
    let (notes, _) = notes(Reply::status(204));
    let call = notes.request(Method::GET, "/other").send::<Optional<Value>>();
    assert_eq!(call.await.unwrap(), None);
}

#[test]
fn the_table_says_when_there_is_no_value() {
    let row = |id| Notes::ENDPOINTS.get(id).unwrap();
    assert_eq!(row("read").reply(), ReplyKind::Json);
    assert_eq!((row("find").reply(), row("find").none_on()), (ReplyKind::OptionalJson, &[][..]));
    assert_eq!(row("cached").none_on(), [404, 304, 202]);
}

/// A `?` where callers pass calls on: the type says so.
#[tokio::test]
async fn calls_have_the_same_options_and_can_be_stored() -> Result<(), Error> {
    let (notes, transport) = notes(Reply::json(200, NOTE));
    let call: schematic_api::Call<Optional<Note>> = notes.delete("a").header("x-a", 1).into();
    assert_eq!(call.await?, Some(note()));
    assert_eq!(transport.only().header("x-a"), Some("1"));
    Ok(())
}
