//! Event streams from end to end: the declaration, what a mock service sends, and what a caller
//! receives.
//!
//! `S…` are the cases of `tests/PORTED.md`.

mod choice;
mod connections;
mod limits;
mod resuming;
mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use schematic_api::mock::{ErrorReply, Events, JsonOrEvents, Mock};
use schematic_api::reply::{End, EventStream};
use schematic_api::{ApiError, ErrorKind, Event, HeaderValue, Object, StatusCode, Union, api};
use schematic_tests::replies::until_error;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::json;

/// A forecast of one day.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Day {
    /// Its weather.
    pub weather: String,
}

/// A request. A client of this API may have set the field that chooses the kind of reply.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Ask {
    /// Where.
    pub town: String,
    /// Whether events are asked for.
    pub live: Option<bool>,
}

/// An event known by its name.
#[derive(Clone, Debug, PartialEq, Event)]
pub enum Update {
    /// A day was computed.
    #[wire(rename = "forecast.day")]
    Day(Day),
    /// All are.
    #[wire(rename = "forecast.done", terminal)]
    Done(u32),
    /// Another event.
    Unknown {
        /// Its name.
        event: String,
        /// Its data.
        data: String,
    },
}

/// An event known by a tag in its data.
#[derive(Clone, Debug, PartialEq, Union, Event)]
#[wire(tag = "type")]
pub enum Alarm {
    /// A storm comes.
    #[wire(rename = "storm")]
    Storm(Day),
    /// Another event.
    Unknown(serde_json::Value),
}

/// An error of this API: its fields are inside of `error`, or the whole body.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(untagged)]
pub enum Problem {
    /// `{"error": {..}}`
    Nested {
        /// The fields.
        error: Details,
    },
    /// `{..}`
    Flat(Details),
}

/// What an error says.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Details {
    message: String,
    code: Option<String>,
}

impl Problem {
    fn details(&self) -> &Details {
        match self {
            Self::Nested { error } | Self::Flat(error) => error,
        }
    }
}

impl ApiError for Problem {
    fn message(&self) -> Option<&str> {
        Some(&self.details().message)
    }

    fn code(&self) -> Option<&str> {
        self.details().code.as_deref()
    }
}

api! {
    /// Forecasts.
    pub client Weather at "https://weather.example.com/v1" { error Problem; }

    /// Makes one.
    forecast: POST /forecasts?<days: u32?> (json Ask) -> Day | sse Update when live until "[END]" error "problem";
    /// The same without options.
    plain: POST /plain (json Ask) -> Day | sse Update when live;
    /// Warns.
    alarms: GET /alarms -> sse Alarm error "error";
}

fn day(weather: &str) -> Day {
    Day { weather: weather.into() }
}

fn unknown(event: &str, data: &str) -> Update {
    Update::Unknown { event: event.into(), data: data.into() }
}

fn ask() -> Ask {
    Ask::new("Oslo")
}

/// A service that answers forecasts with these events.
fn sending(events: impl Fn() -> Events<Update> + Send + Sync + 'static) -> Weather {
    let mock = Mock::<Weather>::new().on(move |_: WeatherForecastRequest| {
        let events = events();
        async move { Ok(JsonOrEvents::Events(events)) }
    });
    mock.client()
}

/// A reply with these bytes for events.
fn bytes(body: impl Into<Bytes>) -> Reply {
    Reply::status(200).header("content-type", "text/event-stream").chunk(body)
}

/// A client of what a transport plays.
fn played(transport: &Scripted) -> Weather {
    Weather::builder().transport(transport.clone()).jitter(|| 1.0).build().expect("a client")
}

/// The events of a forecast.
async fn forecast(transport: &Scripted) -> EventStream<Update> {
    played(transport).forecast(&ask()).stream().await.expect("they are events")
}

/// What a day looks like on the wire.
fn sent(weather: &str) -> String {
    format!("event: forecast.day\ndata: {{\"weather\":\"{weather}\"}}\n\n")
}

const END: &str = "data: [END]\n\n";

#[tokio::test]
async fn one_line_gives_json_and_events() {
    let mock = Mock::<Weather>::new().on(|request: WeatherForecastRequest| async move {
        let days = (0..request.days.unwrap_or(1)).map(|_| Update::Day(day(&request.body.town)));
        Ok(match request.wants_events {
            true => JsonOrEvents::Events(Events::new(days.collect::<Vec<_>>())),
            false => JsonOrEvents::Json(day("sun")),
        })
    });
    let weather = mock.client();
    assert_eq!(weather.forecast(&ask()).await.expect("it is JSON"), day("sun"));
    let events = weather.forecast(&ask()).days(2).stream().await.expect("they are events");
    let (seen, error) = until_error(events).await;
    assert_eq!(seen, [Update::Day(day("Oslo")), Update::Day(day("Oslo"))]);
    assert!(error.is_none(), "{error:?}");
    let requests = mock.requests();
    let accepts: Vec<_> = requests.iter().map(|request| request.header("accept")).collect();
    assert_eq!(accepts, [Some("application/json"), Some("text/event-stream")]);
    assert_eq!(requests[0].body()[..], *br#"{"town":"Oslo"}"#);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(requests[1].body()).expect("it is JSON"),
        json!({ "town": "Oslo", "live": true })
    );
}

#[tokio::test]
async fn the_switch_goes_before_what_the_body_says() {
    let mock = Mock::<Weather>::new().on(|request: WeatherPlainRequest| async move {
        assert!(request.wants_events);
        Ok(JsonOrEvents::Events(Events::new([Update::Done(1)])))
    });
    let body = ask().live(false);
    let events = mock.client().plain(&body).stream().await.expect("they are events");
    assert_eq!(until_error(events).await.0, [Update::Done(1)]);
    assert_eq!(mock.received::<WeatherPlainRequest>()[0].body.live, Some(true));
}

#[tokio::test]
async fn unknown_events_are_kept_and_lines_joined() {
    let events = vec![unknown("later.version", "a\nb"), unknown("", ""), unknown("x", "{")];
    let expected = events.clone();
    let weather = sending(move || Events::new(events.clone()).end_event("done"));
    let mut events = weather.forecast(&ask()).stream().await.expect("they are events");
    for event in expected {
        assert_eq!(events.try_next().await.expect("it fits"), Some(event));
    }
    assert_eq!(events.try_next().await.expect("it ends"), None);
    assert_eq!(events.end(), End::Complete);
}

#[tokio::test]
async fn a_tag_in_the_data_tells_events_apart() {
    let mock = Mock::<Weather>::new().on(|_: WeatherAlarmsRequest| async {
        let later = Alarm::Unknown(json!({ "type": "later", "text": 1 }));
        Ok(Events::new([Alarm::Storm(day("wind")), later]))
    });
    let (seen, error) = until_error(mock.client().alarms().await.expect("they are events")).await;
    assert_eq!(seen[0], Alarm::Storm(day("wind")));
    assert_eq!(seen[1].name(), "later");
    assert!(seen.len() == 2 && error.is_none(), "{seen:?} {error:?}");
}

#[tokio::test]
async fn an_error_event_is_an_error_in_both_shapes() {
    let fields = json!({ "message": "no wind data", "code": "no_data" });
    for body in [fields.clone(), json!({ "error": fields })] {
        let weather = sending(move || {
            let failure = ErrorReply::new(StatusCode::BAD_GATEWAY).json(&body);
            Events::stream(stream::iter([Ok(Update::Day(day("sun"))), Err(failure)]))
        });
        let events = weather.forecast(&ask()).stream().await.expect("they are events");
        let (seen, error) = until_error(events).await;
        let error = error.expect("the stream fails");
        assert_eq!(seen, [Update::Day(day("sun"))]);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!((error.message(), error.code()), (Some("no wind data"), Some("no_data")));
        assert!(error.api::<Problem>().is_some());
    }
}

/// Services with tags in the data send errors without a name, too, or under one that says nothing.
#[tokio::test]
async fn an_error_known_by_its_tag_is_an_error() {
    for name in ["", "event: message\n", "event: error\n"] {
        let storm = "data: {\"type\":\"storm\",\"weather\":\"wind\"}\n\n";
        let over = "data: {\"type\":\"error\",\"message\":\"over\"}\n\n";
        let transport = Scripted::new([bytes(format!("{storm}{name}{over}"))]);
        let (seen, error) =
            until_error(played(&transport).alarms().await.expect("they are events")).await;
        assert_eq!(seen, [Alarm::Storm(day("wind"))]);
        let error = error.expect("the stream fails");
        assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("over")));
    }
}

/// Services that send their events without names do the same with errors, before the declared end or instead of it.
#[tokio::test]
async fn an_error_without_the_declared_name_is_an_error() {
    let nested = r#"{"error":{"message":"out of memory","code":"oom"}}"#;
    for (name, data) in [
        ("", nested),
        ("event: message\n", nested),
        ("event: error\n", nested),
        ("event: problem\n", nested),
        ("", r#"{"type":"error","message":"out of memory","code":"oom"}"#),
        ("", r#"{"type":"error","error":{"message":"out of memory","code":"oom"}}"#),
        ("", r#"{"error":{"message":"out of memory","code":"oom"},"status":500}"#),
    ] {
        for end in [END, ""] {
            let body = sent("sun") + &format!("{name}data: {data}\n\n{end}");
            let reply = bytes(body).header("x-request-id", "req_7");
            let (seen, error) = until_error(forecast(&Scripted::new([reply])).await).await;
            assert_eq!(seen, [Update::Day(day("sun"))], "{name}{data}");
            let error = error.expect(data);
            assert_eq!(error.kind(), ErrorKind::Api, "{name}{data}");
            assert_eq!((error.message(), error.code()), (Some("out of memory"), Some("oom")));
            assert_eq!(error.request_id(), Some("req_7"));
            assert!(error.to_string().contains("out of memory"), "{error}");
        }
    }
}

/// Neither an error inside of an event nor one that the type of the events knows ends the stream.
#[tokio::test]
async fn an_event_that_has_an_error_is_an_event() {
    for (name, data) in [
        ("forecast.failed", r#"{"error":{"message":"no wind data"}}"#),
        ("", r#"{"error":null}"#),
        ("", r#"{"error":{"message":"m"},"weather":"sun"}"#),
    ] {
        let body = format!("event: {name}\ndata: {data}\n\n{END}");
        let (seen, error) = until_error(forecast(&Scripted::new([bytes(body)])).await).await;
        assert_eq!((seen, error.is_none()), (vec![unknown(name, data)], true), "{error:?}");
    }
}

/// Both in memory and over a port.
#[tokio::test]
async fn a_stream_that_ends_early_says_so() {
    for cut in [Events::without_end, Events::cut_off] {
        let mock = Mock::<Weather>::new().on(move |_: WeatherForecastRequest| async move {
            Ok(JsonOrEvents::Events(cut(Events::new([Update::Day(day("sun"))]))))
        });
        let server = mock.listen().await.expect("there is a port");
        for weather in [mock.client(), server.client().expect("there is a transport")] {
            let events = weather.forecast(&ask()).stream().await.expect("they are events");
            let (seen, error) = until_error(events).await;
            assert_eq!(seen, [Update::Day(day("sun"))]);
            assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Truncated));
        }
    }
}

#[tokio::test]
async fn a_refused_stream_is_an_error_of_the_api() {
    let mock = Mock::<Weather>::new().on(|_: WeatherForecastRequest| async {
        let body = json!({ "error": { "message": "no such town", "code": "town" } });
        Err(ErrorReply::new(StatusCode::NOT_FOUND).json(&body))
    });
    let error = mock.client().forecast(&ask()).stream().await.expect_err("it is refused");
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(StatusCode::NOT_FOUND)));
    assert_eq!((error.message(), error.code()), (Some("no such town"), Some("town")));
}

/// Counts itself when it is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn dropping_the_stream_ends_the_transfer() {
    let dropped = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&dropped);
    let endless = move || {
        let guard = Counted(Arc::clone(&count));
        Events::stream(stream::unfold(guard, |guard| async {
            Some((Ok(Update::Day(day("sun"))), guard))
        }))
    };
    let mut events = sending(endless).forecast(&ask()).stream().await.expect("they are events");
    assert!(events.next().await.is_some());
    assert_eq!(dropped.load(Ordering::SeqCst), 0);
    drop(events);
    assert_eq!(dropped.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn events_come_over_a_socket_as_they_are_sent() {
    let (send, receive) = tokio::sync::mpsc::channel::<Update>(1);
    let receive = Arc::new(tokio::sync::Mutex::new(receive));
    let mock = Mock::<Weather>::new().on(move |_: WeatherForecastRequest| {
        let receive = Arc::clone(&receive);
        let events = stream::unfold(receive, |receive| async {
            let event = receive.lock().await.recv().await?;
            Some((Ok(event), receive))
        });
        async move { Ok(JsonOrEvents::Events(Events::stream(events))) }
    });
    let server = mock.listen().await.expect("there is a port");
    let weather = server.client().expect("there is a transport");
    let mut events = weather.forecast(&ask()).stream().await.expect("they are events");
    for number in 0..3 {
        // Each event is sent only after the one before was read.
        send.send(Update::Done(number)).await.expect("the service listens");
        let event = tokio::time::timeout(Duration::from_secs(10), events.try_next()).await;
        let event = event.expect("it comes in time").expect("it fits");
        assert_eq!(event, Some(Update::Done(number)));
    }
    drop(send);
    assert_eq!(events.try_next().await.expect("it ends"), None);
    assert_eq!(events.end(), End::Complete);
}

api! {
    /// Weather for those who have a key.
    pub client Guarded at "https://weather.example.com" {
        auth bearer;
        error Problem;
    }

    /// Updates as they come.
    updates: GET /updates -> sse Update error "error";
}

#[tokio::test]
async fn an_error_shows_neither_the_credential_nor_values_of_the_stream() {
    const SECRET: &str = "sk-planted-secret";
    let reported = format!("event: error\ndata: {{\"message\":\"bad key {SECRET}\"}}\n\n");
    let undecoded = format!("event: forecast.done\ndata: \"{SECRET}\"\n\n");
    for (sent, kind) in [(reported, ErrorKind::Api), (undecoded, ErrorKind::Decode)] {
        let mock = Mock::<Guarded>::new().stamp(|headers| {
            headers.insert("content-type", HeaderValue::from_static("text/event-stream"));
        });
        mock.fail_next(1, ErrorReply::new(StatusCode::OK).text(sent));
        let guarded = mock.client_builder().credential(SECRET).build().expect("a client");
        let (_, error) = until_error(guarded.updates().await.expect("they are events")).await;
        let error = error.expect("the stream fails");
        assert_eq!(error.kind(), kind);
        let source = std::error::Error::source(&error).map(|source| format!("{source} {source:?}"));
        let shown = format!("{error} {error:?} {source:?}");
        assert!(!shown.contains(SECRET), "{shown}");
        assert!(
            error.body().is_some_and(|body| String::from_utf8_lossy(body).contains(SECRET)),
            "the body is kept"
        );
    }
}
