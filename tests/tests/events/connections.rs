//! What streams do to connections, on a loopback port.

use std::error::Error as _;
use std::time::{Duration, Instant, SystemTime};

use futures_util::FutureExt as _;
use schematic_api::{Clock, ErrorKind, Limits, Sleep, TokioClock};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::replies::until_error;
use schematic_tests::scripted::Scripted;

use crate::{END, Update, Weather, ask, bytes, day, forecast, sent};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

fn over_sockets(server: &FaultServer, clock: impl Clock) -> Weather {
    let builder = Weather::builder().base_url(server.url()).clock(clock);
    builder.limits(Limits::new().max_drain(1000)).build().expect("a client")
}

/// A clock that runs this many times as fast as others, so that a test neither waits for the timeouts of a client nor
/// races against them.
struct Rate(Instant, f64);

fn times(factor: f64) -> Rate {
    Rate(TokioClock.now(), factor)
}

impl Clock for Rate {
    fn now(&self) -> Instant {
        self.0 + TokioClock.now().duration_since(self.0).mul_f64(self.1)
    }

    fn system_time(&self) -> SystemTime {
        TokioClock.system_time()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration.div_f64(self.1)))
    }
}

/// Returns the beginning of a chunked reply, with each of these in a chunk.
fn chunked<const N: usize>(chunks: [&str; N]) -> Step {
    let chunks = chunks.map(|chunk| format!("{:x}\r\n{chunk}\r\n", chunk.len())).concat();
    Step::raw(format!("{HEAD}transfer-encoding: chunked\r\n\r\n{chunks}"))
}

/// As with most services, the body ends a moment after the stream.
#[tokio::test]
async fn s23_the_connection_of_a_stream_that_has_ended_is_used_again() {
    let late = || {
        let events = chunked([&sent("sun"), END]);
        [Step::Read, events, Step::Delay(Duration::from_millis(10)), Step::raw("0\r\n\r\n")]
    };
    let server = FaultServer::start([[late(), late(), late()].concat()]).await;
    let weather = over_sockets(&server, times(0.01));
    for _ in 0..3 {
        let events = weather.forecast(&ask()).stream().await.expect("they are events");
        let (seen, error) = until_error(events).await;
        assert_eq!((seen, error.is_none()), (vec![Update::Day(day("sun"))], true));
        // A separate task returns the connection to its pool.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!((server.connections(), server.requests().len()), (1, 3));
}

/// A stream ends even if the service does not close the connection, or goes on sending.
#[tokio::test]
async fn s23_a_connection_that_is_not_free_in_time_is_given_up() {
    let rest = ": more\n".repeat(1000);
    for after in [chunked([&sent("sun"), END]), chunked([&sent("sun"), END, &rest])] {
        let server = FaultServer::start([[Step::Read, after, Step::Stall]]).await;
        let events = over_sockets(&server, times(20.0)).forecast(&ask()).stream().await;
        let (seen, error) = until_error(events.expect("they are events")).await;
        assert_eq!((seen.len(), error.is_none()), (1, true), "{error:?}");
        server.hung_up(1).await;
    }
}

/// Only the framing of HTTP differs; the reader sees no difference.
#[tokio::test]
async fn s27_a_cut_stream_is_the_same_error_in_every_framing() {
    let (events, whole) = (sent("sun"), sent("sun") + &sent("rain") + END);
    let half = &whole[..whole.len() - 30];
    for (framing, sends, has_source) in [
        ("length", format!("{HEAD}content-length: {}\r\n\r\n{half}", whole.len()), true),
        (
            "chunk",
            format!("{HEAD}transfer-encoding: chunked\r\n\r\n{:x}\r\n{half}", whole.len()),
            true,
        ),
        (
            "between chunks",
            format!("{HEAD}transfer-encoding: chunked\r\n\r\n{:x}\r\n{events}\r\n", events.len()),
            true,
        ),
        ("until closed", format!("{HEAD}connection: close\r\n\r\n{half}"), false),
    ] {
        let server = FaultServer::start([[Step::Read, Step::raw(sends)]]).await;
        let stream = over_sockets(&server, TokioClock).forecast(&ask()).stream().await;
        let (seen, error) = until_error(stream.expect("they are events")).await;
        let error = error.expect("it is cut");
        assert_eq!(
            (error.kind(), error.source().is_some()),
            (ErrorKind::Truncated, has_source),
            "{framing}"
        );
        assert_eq!(seen[..1], [Update::Day(day("sun"))], "{framing}");
    }
}

/// C3, C4, C10: in the middle of an unfinished event, and after an event that was enough.
#[tokio::test]
async fn dropping_a_stream_closes_its_connection_at_once() {
    let (whole, half) = (sent("sun"), "event: forecast.day\ndata: {\"wea");
    let server = FaultServer::start([[Step::Read, chunked([&whole, half]), Step::Stall]]).await;
    for closed in 1..3 {
        let weather = over_sockets(&server, TokioClock);
        let mut events = weather.forecast(&ask()).stream().await.expect("they are events");
        assert!(events.try_next().await.expect("it fits").is_some());
        if closed == 1 {
            assert!(events.try_next().now_or_never().is_none(), "the rest never comes");
        }
        drop(events);
        server.hung_up(closed).await;
    }
}

/// Only its reader reads a stream. No task beside it could outlive it.
#[tokio::test]
async fn a_stream_has_no_task_of_its_own() {
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    let transport = Scripted::new([bytes(sent("sun")).open()]);
    let mut events = forecast(&transport).await;
    assert!(events.try_next().await.expect("it fits").is_some());
    assert_eq!((tasks(), transport.open()), (before, 1));
    drop(events);
    assert_eq!((tasks(), transport.open()), (before, 0));
}
