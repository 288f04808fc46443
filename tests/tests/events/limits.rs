//! How long a stream may be silent, and how large it may be.

use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::header::CONTENT_TYPE;
use schematic_api::reply::End;
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
};
use schematic_api::{ErrorKind, HeaderValue, Limits, StatusCode, Timeout};
use schematic_tests::replies::until_error;
use schematic_tests::scripted::{Reply, Scripted};
use tokio::time::{Instant, sleep};

use crate::{END, Update, Weather, ask, bytes, day, forecast, sent};

const SECOND: Duration = Duration::from_secs(1);

/// A stream of these chunks, with a pause before each.
fn slow(pause: Duration, chunks: impl IntoIterator<Item = String>) -> Reply {
    chunks.into_iter().fold(bytes(""), |reply, chunk| reply.chunk_after(pause, chunk))
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_falls_silent_is_idle() {
    for (idle, expected) in [(None, 60), (Some(7 * SECOND), 7)] {
        let transport = Scripted::new([bytes(sent("sun")).open()]);
        let weather = crate::played(&transport);
        let (body, started) = (ask(), Instant::now());
        let call = weather.forecast(&body).stream();
        let call = match idle {
            Some(idle) => call.idle_timeout(idle),
            None => call,
        };
        let (seen, error) = until_error(call.await.expect("they are events")).await;
        assert_eq!(seen, [Update::Day(day("sun"))]);
        assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Timeout(Timeout::Idle)));
        assert_eq!((started.elapsed().as_secs(), transport.open()), (expected, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn comments_keep_a_silent_stream_alive_within_the_time_of_the_call() {
    let pings = (0..10).map(|_| ": ping\n\n".to_owned());
    let transport = Scripted::new([slow(50 * SECOND, pings.chain([sent("sun") + END]))]);
    let (seen, error) = until_error(forecast(&transport).await).await;
    assert_eq!((seen.len(), error.is_none()), (1, true), "{error:?}");
    let pings = (0..100).map(|_| ":\n".to_owned());
    let transport = Scripted::new([slow(SECOND, pings)]);
    let (weather, started, body) = (crate::played(&transport), Instant::now(), ask());
    let call = weather.forecast(&body).stream().timeout(30 * SECOND);
    let (_, error) = until_error(call.await.expect("they are events")).await;
    assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Timeout(Timeout::Total)));
    assert_eq!(started.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_is_not_a_silent_stream() {
    let transport = Scripted::new([slow(SECOND, [sent("sun"), sent("rain"), END.to_owned()])]);
    let mut events = forecast(&transport).await;
    while events.try_next().await.expect("no timeout").is_some() {
        sleep(300 * SECOND).await;
    }
}

/// As servers do that neither send the declared end nor close the connection.
#[tokio::test(start_paused = true)]
async fn a_stream_is_over_a_moment_after_its_terminal_event() {
    let done = "event: forecast.done\ndata: 1\n\n";
    for rest in ["", ": ping\n\n"] {
        let pings = (0..1000).map(|_| rest.to_owned());
        let reply = slow(SECOND / 20, [sent("sun"), done.to_owned()].into_iter().chain(pings));
        let transport = Scripted::new([reply.open()]);
        let started = Instant::now();
        let mut events = forecast(&transport).await;
        assert_eq!(events.try_next().await.expect("it fits"), Some(Update::Day(day("sun"))));
        assert_eq!(events.try_next().await.expect("it fits"), Some(Update::Done(1)));
        // The time of a slow reader does not count.
        sleep(SECOND).await;
        assert_eq!(events.try_next().await.expect("it is over"), None);
        assert_eq!(events.end(), End::Terminal);
        assert!(started.elapsed() <= SECOND * 6 / 5, "{:?}", started.elapsed());
        assert_eq!(transport.open(), 0);
    }
}

/// What a slow reader finds received does not delay the deadline.
#[tokio::test(start_paused = true)]
async fn the_time_of_the_call_ends_events_that_are_already_here() {
    let days = sent("sun").repeat(1000);
    for reply in [bytes(days.clone() + END), slow(Duration::ZERO, [days.clone(), days])] {
        let transport = Scripted::new([reply]);
        let weather = crate::played(&transport);
        let call = weather.forecast(&ask()).stream().timeout(SECOND);
        let (mut events, mut seen) = (call.await.expect("they are events"), 0);
        let error = loop {
            match events.try_next().await {
                Ok(event) => assert!(event.is_some(), "the deadline ends it"),
                Err(error) => break error,
            }
            seen += 1;
            sleep(SECOND / 200).await;
        };
        assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
        assert!((190..=201).contains(&seen), "{seen}");
        assert_eq!(transport.open(), 0);
    }
}

/// A service whose bytes are always there does not keep other tasks from running.
#[tokio::test]
async fn a_flood_of_events_lets_other_tasks_run() {
    let flood = || stream::repeat_with(|| Ok(Bytes::from(sent("sun"))));
    let once = || stream::iter([Ok(Bytes::from(sent("sun").repeat(100_000)))]).chain(flood());
    for body in [ResponseBody::stream(flood()), ResponseBody::stream(once())] {
        let weather = Weather::builder().transport(Always::new(body)).build().expect("a client");
        let mut events = weather.forecast(&ask()).stream().await.expect("they are events");
        let reads = async {
            for _ in 0..100_000 {
                events.try_next().await.expect("it fits");
            }
            "reader"
        };
        let winner = tokio::select! { biased; winner = reads => winner, () = tokio::task::yield_now() => "other" };
        assert_eq!(winner, "other");
    }
}

/// A transport that has one reply of events.
struct Always(Mutex<Option<ResponseBody>>);

impl Always {
    fn new(body: ResponseBody) -> Self {
        Self(Mutex::new(Some(body)))
    }
}

impl Transport for Always {
    fn send(
        &self,
        _: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let body = self.0.lock().expect("no panic").take().expect("one request");
        let events = HeaderValue::from_static("text/event-stream");
        let headers = [(CONTENT_TYPE, events)].into_iter().collect();
        let reply = TransportResponse::new(StatusCode::OK, body).with_headers(headers);
        Box::pin(std::future::ready(Ok(reply)))
    }
}

/// A client with this limit.
fn careful(transport: &Scripted, limits: Limits) -> Weather {
    let builder = Weather::builder().transport(transport.clone());
    builder.limits(limits).build().expect("a client")
}

#[tokio::test]
async fn an_event_above_the_limit_ends_the_stream_with_an_error() {
    let name = "forecast.day".len();
    for (large, whole) in [("x".repeat(86), true), ("x".repeat(87), false)] {
        let transport = Scripted::new([bytes(sent("sun") + &sent(&large) + END).open()]);
        let weather = careful(&transport, Limits::new().max_event(name + 14 + 86));
        let mut events = weather.forecast(&ask()).stream().await.expect("they are events");
        assert!(events.try_next().await.expect("it is small").is_some());
        let second = events.try_next().await;
        assert_eq!(second.is_ok(), whole, "{second:?}");
        let Err(error) = second else { continue };
        assert_eq!((error.kind(), transport.open()), (ErrorKind::Limit, 0));
        assert!(error.to_string().contains("`Limits::max_event`"), "{error}");
        assert_eq!(events.try_next().await.expect("one error is enough"), None);
    }
}

#[tokio::test]
async fn an_event_that_becomes_too_large_is_an_error() {
    let lists = format!("event: forecast.day\ndata: {{\"x\":[{}0]}}\n\n", "[0],".repeat(1000));
    let transport = Scripted::new([bytes(sent("sun") + &lists + END).open()]);
    let weather = careful(&transport, Limits::new().max_decoded(100_000));
    let (seen, error) =
        until_error(weather.forecast(&ask()).stream().await.expect("they are events")).await;
    let error = error.expect("the lists become too large");
    assert_eq!((seen.len(), error.kind(), transport.open()), (1, ErrorKind::Limit, 0));
    assert!(error.to_string().contains("`Limits::max_decoded`"), "{error}");
}

#[tokio::test]
async fn a_stream_above_its_limit_ends_with_an_error() {
    let days = (0..10).map(|_| sent("sun"));
    let size = 10 * sent("sun").len() + END.len();
    for (limit, whole) in [(size, true), (size - 1, false)] {
        let transport = Scripted::new([slow(Duration::ZERO, days.clone().chain([END.into()]))]);
        let weather = careful(&transport, Limits::new().max_stream(limit as u64));
        let stream = weather.forecast(&ask()).stream().await.expect("they are events");
        let (seen, error) = until_error(stream).await;
        assert_eq!((seen.len(), error.is_none()), (10, whole));
        let Some(error) = error else { continue };
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(error.to_string().contains("`Limits::max_stream`"), "{error}");
    }
}
