//! How the bytes of a stream are decoded.

use std::borrow::Cow;
use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use ::bytes::Bytes;
use schematic_api::reply::End;
use schematic_api::{ErrorKind, Limits, api};
use schematic_tests::replies::until_error;
use schematic_tests::scripted::{Answer, Reply, Scripted, reset};
use serde_json::json;
use tokio::time::Instant;

use crate::{Alarm, END, Update, bytes, day, forecast, played, sent};

#[tokio::test]
async fn s18_the_charset_does_not_matter() {
    for content_type in [
        "text/event-stream",
        "text/event-stream; charset=iso-8859-1",
        "Text/Event-Stream;charset=UTF-16;x=y",
    ] {
        let reply = Reply::status(200).header("content-type", content_type);
        let transport = Scripted::new([reply.chunk(sent("\u{20AC}") + END)]);
        let (seen, error) = until_error(forecast(&transport).await).await;
        assert_eq!(seen, [Update::Day(day("\u{20AC}"))], "{content_type}");
        assert!(error.is_none(), "{error:?}");
    }
}

#[tokio::test]
async fn s19_invalid_utf_8_is_replaced_and_later_events_come() {
    let mut body = b"event: forecast.day\ndata: {\"weather\":\"a\xFFb\"}\n\n".to_vec();
    body.extend(sent("sun").into_bytes());
    body.extend(END.as_bytes());
    let (seen, error) = until_error(forecast(&Scripted::new([bytes(body)])).await).await;
    assert_eq!(seen, [Update::Day(day("a\u{FFFD}b")), Update::Day(day("sun"))]);
    assert!(error.is_none(), "{error:?}");
    let body = b"event: forecast.day\ndata: \xFF\n\n".to_vec();
    let (_, error) = until_error(forecast(&Scripted::new([bytes(body)])).await).await;
    let error = error.expect("it is no JSON");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("not valid UTF-8"), "{error}");
}

/// openai-python takes the first of these for the end.
#[tokio::test]
async fn s22_data_that_is_not_exactly_the_end_is_an_error() {
    for end in [
        "data: [END]x\n\n",
        "data: [END] \n\n",
        "data:  [END]\n\n",
        "data: [END]\ndata: [END]\n\n",
        "data: [END]\ndata:\n\n",
        "event: done\ndata: [END]!\n\n",
    ] {
        let transport = Scripted::new([bytes(sent("sun") + end + END)]);
        let mut events = forecast(&transport).await;
        assert_eq!(events.try_next().await.expect("it fits"), Some(Update::Day(day("sun"))));
        let error = events.try_next().await.expect_err(end);
        assert_eq!((error.kind(), events.end()), (ErrorKind::Decode, End::Open), "{end:?}");
    }
    for end in [END, "data:[END]\n\n", "event: done\ndata: [END]\n\n", "data: [END]\r\r"] {
        let transport = Scripted::new([bytes(sent("sun") + end)]);
        let (seen, error) = until_error(forecast(&transport).await).await;
        assert_eq!((seen.len(), error.is_none()), (1, true), "{end:?}");
    }
}

/// The service need not close the connection: the stream is over at its end, after the grace period that saves the
/// connection.
#[tokio::test(start_paused = true)]
async fn s23_the_end_ends_the_stream_and_what_follows_is_ignored() {
    for after in
        [String::new(), sent("rain"), "event: problem\ndata: {}\n\n".into(), "\u{0}".into()]
    {
        let transport = Scripted::new([bytes(sent("sun") + END + &after).open()]);
        let started = Instant::now();
        let mut events = forecast(&transport).await;
        assert!(events.try_next().await.expect("it fits").is_some());
        assert_eq!(events.try_next().await.expect("it ends"), None);
        assert!(started.elapsed() <= Duration::from_millis(101), "{:?}", started.elapsed());
        assert_eq!((events.end(), transport.open()), (End::Complete, 0));
        assert_eq!(events.try_next().await.expect("it has ended"), None);
    }
}

#[tokio::test]
async fn s29_a_stream_that_breaks_in_an_event_is_over() {
    let cut = "event: forecast.day\ndata: {\"weather\":";
    let transport = Scripted::new([bytes(sent("sun") + cut).broken()]);
    let mut events = forecast(&transport).await;
    assert!(events.try_next().await.expect("it fits").is_some());
    let error = events.try_next().await.expect_err("it breaks");
    assert_eq!((error.kind(), error.source().is_some()), (ErrorKind::Truncated, true));
    assert_eq!(transport.open(), 0, "the transfer is over though the stream is kept");
    assert_eq!(events.try_next().await.expect("one error is enough"), None);
}

/// Bytes that tell whether they are still referenced.
struct Watched(Arc<Vec<u8>>);

impl AsRef<[u8]> for Watched {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Neither half an event nor the chunk it arrived in outlives the error, even while the stream is kept.
#[tokio::test]
async fn s29_what_was_there_of_a_broken_event_is_let_go_of() {
    let half = Arc::new((sent("sun") + "event: forecast.day\ndata: {\"wea").into_bytes());
    let chunk = Bytes::from_owner(Watched(Arc::clone(&half)));
    // The last answer of a script is kept, and so still referenced.
    let transport = Scripted::new([bytes(chunk).broken().into(), reset()]);
    let mut events = forecast(&transport).await;
    assert!(events.try_next().await.expect("it fits").is_some());
    assert_eq!(Arc::strong_count(&half), 2, "it is borrowed from its chunk");
    assert_eq!(events.try_next().await.expect_err("it breaks").kind(), ErrorKind::Truncated);
    assert_eq!(Arc::strong_count(&half), 1);
    assert_eq!(events.try_next().await.expect("one error is enough"), None);
}

/// Bytes after the terminal event, or their absence, do not matter.
#[tokio::test(start_paused = true)]
async fn s26_after_a_terminal_event_the_transfer_may_end_as_it_likes() {
    let done = "event: forecast.done\ndata: 3\n\n";
    let half = format!("{done}event: forecast.day\ndata: {{\"wea");
    for reply in [
        bytes(done),
        bytes(done).broken(),
        bytes(half.clone()),
        bytes(half.clone()).broken(),
        bytes(half).open(),
    ] {
        let transport = Scripted::new([reply]);
        let mut events = forecast(&transport).await;
        assert_eq!(events.try_next().await.expect("it fits"), Some(Update::Done(3)));
        assert_eq!(events.try_next().await.expect("nothing is missing"), None);
        assert_eq!((events.end(), transport.open()), (End::Terminal, 0));
    }
    // But the error that the service reports is still returned.
    let told = format!("{done}event: problem\ndata: {{\"message\":\"late\"}}\n\n");
    let (_, error) = until_error(forecast(&Scripted::new([bytes(told)])).await).await;
    assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Api));
}

/// Wherever the stream is cut, the events before are returned, and they are never taken for the whole.
#[tokio::test]
async fn a_stream_that_is_cut_at_any_byte_says_so() {
    let whole =
        sent("sun") + ": note\n\n" + &sent("\u{20AC}") + "event: x\r\ndata: 1\r\n\r\n" + END;
    let expected =
        [Update::Day(day("sun")), Update::Day(day("\u{20AC}")), crate::unknown("x", "1")];
    for at in 0..=whole.len() {
        let part = whole.as_bytes()[..at].to_vec();
        let slow = part.iter().fold(bytes(""), |reply, byte| reply.chunk(vec![*byte]));
        for reply in [bytes(part.clone()), bytes(part.clone()).broken(), slow] {
            let (seen, error) = until_error(forecast(&Scripted::new([reply])).await).await;
            assert_eq!(seen, expected[..seen.len()], "{at}");
            let (is_whole, error) = (at == whole.len(), error.map(|error| error.kind()));
            assert_eq!(error, (!is_whole).then_some(ErrorKind::Truncated), "{at}");
            assert!(!is_whole || seen.len() == expected.len());
        }
    }
}

/// Both official libraries treat such a reply as a stream without events.
#[tokio::test]
async fn s30_a_reply_that_is_no_stream_is_an_error_with_the_beginning_of_its_body() {
    for content_type in ["text/html", "application/json", "text/event-streams", "text/plain", ""] {
        let reply = Reply::status(200).header("content-type", content_type).chunk("x".repeat(5000));
        let transport = Scripted::new([reply.open()]);
        let weather = schematic_api::ClientBuilder::<crate::Weather>::new();
        let weather =
            weather.transport(transport.clone()).limits(Limits::new().max_error_body(1000));
        let error = weather.build().expect("a client").alarms().await.expect_err(content_type);
        assert_eq!(error.kind(), ErrorKind::Decode, "{content_type}");
        assert_eq!(error.body().map(|body| body.len()), Some(1000), "{content_type}");
        assert_eq!((transport.attempts(), transport.open()), (1, 0), "{content_type}");
    }
    let said = r#"{"error":{"message":"no wind data","code":"no_data"}}"#;
    for reply in [Reply::json(200, said), Reply::status(200).chunk(said)] {
        let error = played(&Scripted::new([reply])).alarms().await.expect_err("it is no stream");
        assert_eq!(
            (error.kind(), error.body().map(|body| &body[..])),
            (ErrorKind::Decode, Some(said.as_bytes()))
        );
        assert_eq!((error.message(), error.code()), (Some("no wind data"), Some("no_data")));
        assert!(error.to_string().contains("its content type is not"), "{error}");
    }
}

/// A body of events without a content type is rejected, too, as the standard demands. The error shows it.
#[tokio::test]
async fn s30_a_stream_says_that_it_is_one() {
    let body = sent("sun") + END;
    let transport = Scripted::new([Reply::status(200).chunk(body.clone())]);
    let weather = played(&transport);
    let error = weather.forecast(&crate::ask()).stream().await.expect_err("it does not say so");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    assert_eq!((transport.attempts(), transport.open()), (1, 0));
}

/// An event that counts how many were decoded.
pub(crate) struct Counted;

static DECODED: AtomicUsize = AtomicUsize::new(0);

impl schematic_api::sse::Event for Counted {
    fn decode(_: &str, _: &str) -> Result<Self, serde_json::Error> {
        DECODED.fetch_add(1, SeqCst);
        Ok(Self)
    }

    fn name(&self) -> &str {
        ""
    }

    fn data(&self) -> Result<Cow<'_, str>, serde_json::Error> {
        Ok("".into())
    }
}

api! {
    /// Numbers.
    pub(crate) client Counter at "https://numbers.example.com";

    /// As they come.
    numbers: GET /numbers -> sse Counted;
    /// Returns the stream up to an event with an empty line of data.
    values: GET /values -> sse serde_json::Value until "";
}

#[tokio::test]
async fn s22_an_end_may_be_empty_data() {
    let transport = Scripted::new([bytes("data: 1\n\ndata: [2]\n\ndata:\n\ndata: 3\n\n")]);
    let counter = Counter::builder().transport(transport).build().expect("a client");
    let (seen, error) = until_error(counter.values().await.expect("they are events")).await;
    assert_eq!((seen, error.is_none()), (vec![json!(1), json!([2])], true));
}

#[tokio::test]
async fn s31_nothing_is_decoded_ahead_of_the_reader() {
    let transport = Scripted::new([bytes("data: 1\n\n".repeat(100))]);
    let counter = Counter::builder().transport(transport).build().expect("a client");
    let mut events = counter.numbers().await.expect("they are events");
    for read in 0..5 {
        assert_eq!(DECODED.load(SeqCst), read);
        assert!(events.try_next().await.expect("it fits").is_some());
    }
}

/// A stream that has begun is not requested again, whatever the policy says.
#[tokio::test(start_paused = true)]
async fn retries_are_made_before_the_first_byte_only() {
    let storm = "data: {\"type\":\"storm\",\"weather\":\"wind\"}\n\n";
    let script: [Answer; 3] = [Reply::status(500).into(), reset(), bytes(storm).broken().into()];
    let transport = Scripted::new(script);
    let alarms = played(&transport).alarms().retries(5).await.expect("they are events");
    let (seen, error) = until_error(alarms).await;
    assert_eq!(seen, [Alarm::Storm(day("wind"))]);
    assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Truncated));
    assert_eq!(transport.attempts(), 3);
    // A request that may have started a run is not repeated; one that was not carried out is.
    for (answer, attempts) in [(Reply::status(503).into(), 2), (reset(), 1)] {
        let transport = Scripted::new([answer, Answer::from(bytes(sent("sun") + END))]);
        let stream = played(&transport).forecast(&crate::ask()).stream().await;
        assert_eq!((stream.is_ok(), transport.attempts()), (attempts == 2, attempts));
    }
}
