//! Which type an error body has: by the status, by its class, or by a field of a reply with a status of success.

use std::error::Error as _;

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{
    Api, ApiError, Error, ErrorKind, Limits, NotRetried, Object, Scalar, StatusCode, api,
};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::replies::Rows;
use schematic_tests::scripted::{Reply, Scripted};
use serde::Deserialize;

/// Declares types of error bodies that differ only in their name.
macro_rules! problems {
    ($($Problem:ident)*) => {$(
        /// An error body.
        #[derive(Debug, Deserialize)]
        struct $Problem {
            error: String,
        }

        impl ApiError for $Problem {
            fn message(&self) -> Option<&str> {
                Some(&self.error)
            }

            fn code(&self) -> Option<&str> {
                self.error.split(':').next()
            }
        }
    )*};
}

problems!(Anything Missing Refused Broken Conflict);

/// A channel.
#[derive(Clone, Debug, PartialEq, Object)]
struct Channel {
    /// Its name.
    name: String,
}

api! {
    client Chat at "https://chat.example.com/api" {
        error Anything;
        error Anything when ok = false;
    }

    group channels {
        error 4xx: Refused;
        error 409: Conflict;
        error Missing when status = "missing";

        read:   GET  /channels/<id> -> Channel error 400 404: Missing error 5xx: Broken;
        list:   GET  /channels?<cursor: String?> -> Rows<Channel> paged by cursor;
        leave:  POST /channels/<id>/leave -> empty;
        topic:  GET  /channels/<id>/topic -> text error Refused when status = "missing" error Conflict when code = 7;
        find:   GET  /channels/<id>/found -> Channel?;
        save:   GET  /channels/<id>/saved -> bytes;
        events: GET  /channels/<id>/events -> sse serde_json::Value;
    }

    plain: GET /plain -> Channel;
}

fn chat(reply: Reply) -> (Chat, Scripted) {
    let transport = Scripted::new([reply]);
    let client = Chat::builder().transport(transport.clone()).jitter(|| 0.0).retries(0);
    (client.build().expect("a client"), transport)
}

async fn error_of<T>(call: impl IntoFuture<Output = Result<T, Error>>) -> Error {
    match call.await {
        Ok(_) => panic!("it is an error"),
        Err(error) => error,
    }
}

fn type_of(error: &Error) -> &'static str {
    let names = [
        (error.api::<Anything>().is_some(), "Anything"),
        (error.api::<Missing>().is_some(), "Missing"),
        (error.api::<Refused>().is_some(), "Refused"),
        (error.api::<Broken>().is_some(), "Broken"),
        (error.api::<Conflict>().is_some(), "Conflict"),
    ];
    names.iter().find(|(is_it, _)| *is_it).map_or("none", |(_, name)| name)
}

#[tokio::test]
async fn an_exact_status_comes_before_its_class_and_that_before_the_client() {
    for (status, read, leave) in [
        (400, "Missing", "Refused"),
        (404, "Missing", "Refused"),
        (401, "Refused", "Refused"),
        (499, "Refused", "Refused"),
        // Of the group, but exact.
        (409, "Conflict", "Conflict"),
        (500, "Broken", "Anything"),
        (599, "Broken", "Anything"),
        (399, "Anything", "Anything"),
    ] {
        let (chat, _) = chat(Reply::json(status, r#"{"error":"e"}"#));
        let channels = chat.channels();
        assert_eq!(type_of(&error_of(channels.read("a")).await), read, "{status}");
        assert_eq!(type_of(&error_of(channels.leave("a")).await), leave, "{status}");
        assert_eq!(type_of(&error_of(chat.plain()).await), "Anything", "{status}");
    }
}

const REFUSED: &str = r#"{"ok":false,"error":"no_such_channel"}"#;

#[tokio::test]
async fn a_body_that_says_so_is_an_error_of_the_declared_type() {
    let reply = || Reply::json(200, REFUSED).header("x-request-id", "req_7");
    let (chat, transport) = chat(reply());
    let channels = chat.channels();
    for error in [
        error_of(chat.plain()).await,
        error_of(channels.read("a")).await,
        error_of(channels.list()).await,
        error_of(channels.list().items().try_next()).await,
        error_of(channels.leave("a")).await,
        error_of(channels.topic("a")).await,
        error_of(channels.find("a")).await,
        error_of(channels.save("a")).await,
        error_of(channels.events("a")).await,
    ] {
        assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(StatusCode::OK)));
        assert_eq!((type_of(&error), error.message()), ("Anything", Some("no_such_channel")));
        assert_eq!(error.request_id(), Some("req_7"));
        assert_eq!(error.body().map(|body| &body[..]), Some(REFUSED.as_bytes()));
        assert!(error.to_string().contains("200 OK with `ok = false`: no_such_channel"), "{error}");
    }
    assert_eq!(transport.attempts(), 9);
}

#[tokio::test]
async fn conditions_of_the_line_come_before_those_of_the_group_and_the_client() {
    for (body, read, topic) in [
        (r#"{"error":"e","ok":false,"status":"missing"}"#, "Missing", "Refused"),
        (r#"{"error":"e","ok":false,"code":7}"#, "Anything", "Conflict"),
        (r#"{"error":"e","code":7.0,"status":"missing"}"#, "Missing", "Refused"),
    ] {
        let (chat, _) = chat(Reply::json(200, body));
        assert_eq!(type_of(&error_of(chat.channels().read("a")).await), read, "{body}");
        assert_eq!(type_of(&error_of(chat.channels().topic("a")).await), topic, "{body}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_of_the_declared_type_is_still_an_error_of_the_api() {
    for body in [r#"{"ok":false}"#, r#"{"ok":false,"error":7}"#, r#"{"name":"general","ok":false}"#]
    {
        let (chat, _) = chat(Reply::json(201, body));
        let error = error_of(chat.plain()).await;
        assert_eq!((error.kind(), type_of(&error)), (ErrorKind::Api, "none"));
        assert_eq!(error.body().map(|sent| &sent[..]), Some(body.as_bytes()));
        assert_eq!(error.to_string(), "GET /plain: 201 Created with `ok = false`");
        assert!(error.source().is_none());
    }
}

#[tokio::test]
async fn a_body_that_does_not_say_so_is_decoded_as_before() {
    for (body, name) in [
        (r#"{"name":"general","ok":true}"#, "general"),
        (r#"{"name":"general"}"#, "general"),
        (r#"{"name":"false","ok":"false"}"#, "false"),
        (r#"{"name":"x","in":{"ok":false}}"#, "x"),
    ] {
        let (chat, _) = chat(Reply::json(200, body));
        assert_eq!(chat.plain().await.unwrap().name, name);
        assert_eq!(chat.channels().topic("a").await.unwrap(), body);
        chat.channels().leave("a").await.unwrap();
    }
    let (chat, _) = chat(Reply::status(204));
    chat.channels().leave("a").await.unwrap();
    assert_eq!(chat.channels().find("a").await.unwrap(), None);
    assert_eq!(error_of(chat.plain()).await.kind(), ErrorKind::Decode);
}

/// It is an error of the API like any other: the service may say that it is worth a retry.
#[tokio::test(start_paused = true)]
async fn an_error_in_a_reply_of_success_is_retried_only_if_the_service_asks_for_it() {
    let transport = Scripted::new([
        Reply::json(200, REFUSED).header("x-should-retry", "true"),
        Reply::json(200, REFUSED),
    ]);
    let client = Chat::builder().transport(transport.clone()).build().unwrap();
    let error = error_of(client.plain()).await;
    assert_eq!((error.attempts(), error.not_retried()), (2, None::<NotRetried>));
    assert_eq!(transport.attempts(), 2);
}

#[tokio::test]
async fn of_a_large_error_the_beginning_is_kept() {
    let body = format!(r#"{{"error":"e","rest":"{}","ok":false}}"#, "x".repeat(5_000));
    let transport = Scripted::new([Reply::json(200, body)]);
    let limits = Limits::new().max_error_body(100);
    let client = Chat::builder().transport(transport).limits(limits).build().unwrap();
    for error in [error_of(client.plain()).await, error_of(client.channels().leave("a")).await] {
        assert_eq!((type_of(&error), error.body().map(|body| body.len())), ("Anything", Some(100)));
    }
}

#[tokio::test]
async fn an_error_shows_no_secret_that_the_body_repeats() {
    let transport = Scripted::new([Reply::json(200, r#"{"ok":false,"error":"bad sk-planted"}"#)]);
    let client = Chat::builder().transport(transport).header("x-api-key", "sk-planted");
    let error = error_of(client.build().unwrap().plain()).await;
    assert!(!format!("{error} {error:?}").contains("sk-planted"), "{error}");
}

#[tokio::test]
async fn errors_in_replies_of_success_come_over_a_socket() {
    let server = FaultServer::start([[Step::Read, Step::json(200, REFUSED)]]).await;
    let client = Chat::builder().base_url(server.url()).build().unwrap();
    assert_eq!(type_of(&error_of(client.channels().leave("a")).await), "Anything");
    let mock = Mock::<Chat>::new().on(|_: ChannelsReadRequest| async {
        let body = serde_json::json!({ "ok": false, "error": "archived: it is" });
        Err(ErrorReply::new(StatusCode::OK).json(&body))
    });
    let server = mock.listen().await.unwrap();
    let error = error_of(server.client().unwrap().channels().read("a")).await;
    assert_eq!((type_of(&error), error.code()), ("Anything", Some("archived")));
}

#[test]
fn the_tables_have_all_types_of_errors() {
    let read = Chat::ENDPOINTS.get("channels.read").unwrap();
    let statuses: Vec<_> = read.errors().iter().map(|error| error.statuses()).collect();
    assert_eq!(statuses, [400..=400, 404..=404, 500..=599, 400..=499, 409..=409]);
    let topic = Chat::ENDPOINTS.get("channels.topic").unwrap();
    let conditions: Vec<_> =
        topic.error_conditions().iter().map(|error| (error.field(), error.value())).collect();
    assert_eq!(
        conditions,
        [("status", Some(Scalar::Text("missing"))), ("code", Some(Scalar::Integer(7)))]
    );
    let api = <Chat as Api>::SPEC.error_conditions();
    assert_eq!((api[0].field(), api[0].value()), ("ok", Some(Scalar::Bool(false))));
    assert!(format!("{:?}", api[0].decoder()).contains("Anything"));
}
