//! `block`: calls and streams from code that is not async, over sockets.

use std::fs;
use std::time::Duration;

use schematic_api::{
    Error, ErrorKind, Timeout, api, blocking,
    reply::{EventStream, Json},
};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::folder::Folder;
use schematic_tests::replies::Rows;

api! {
    client Desk at "http://127.0.0.1:1";

    one:    GET  /one -> json String;
    tagged: GET  /tagged?<tag: String?> -> json String;
    rows:   GET  /rows?<after?> -> Rows<u64> paged by after;
    pages:  GET  /pages?<page: u32?> -> Vec<u64> paged by number page from 1;
    log:    GET  /log -> lines u64;
    job:    GET  /job -> Vec<bool> polled until is_done;
    start:  POST /job -> Vec<bool>;
    words:  GET  /words -> sse serde_json::Value;
    file:   GET  /file -> stream;
}

fn is_done(job: &Vec<bool>) -> bool {
    job == &[true]
}

/// A server with a runtime of its own, as another process would be.
struct Served {
    runtime: tokio::runtime::Runtime,
    server: FaultServer,
}

impl Served {
    /// A server that sends these replies, each on a connection of its own.
    fn with<'a>(replies: impl IntoIterator<Item = (u16, &'a str, &'a str)>) -> Self {
        let reply = |(status, media_type, body): (u16, &str, &str)| {
            let headers = format!("connection: close\r\ncontent-type: {media_type}\r\n");
            [Step::Read, Step::reply(status, &headers, body)]
        };
        Self::playing(replies.into_iter().map(reply))
    }

    fn playing<S: IntoIterator<Item = Step>>(scripts: impl IntoIterator<Item = S>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let server = runtime.block_on(FaultServer::start(scripts));
        Self { runtime, server }
    }

    fn desk(&self) -> Desk {
        Desk::builder().base_url(self.server.url()).jitter(|| 0.0).build().expect("a client")
    }
}

const JSON: &str = "application/json";
const FIRST: (u16, &str, &str) = (200, JSON, r#"{"data":[1,2],"next":"b"}"#);
const LAST: (u16, &str, &str) = (200, JSON, r#"{"data":[3],"next":null}"#);

#[test]
fn a_call_waits_for_its_reply_and_the_connection_is_used_again() {
    let replies = ["\"a\"", "\"b\"", "\"c\""].map(|body| Step::json(200, body));
    let steps = replies.into_iter().flat_map(|reply| [Step::Read, reply]);
    let served = Served::playing([steps.collect::<Vec<_>>()]);
    let desk = served.desk();
    // The connection is free again as soon as the runtime's thread has seen the end of the reply.
    let pause = || std::thread::sleep(Duration::from_millis(100));
    assert_eq!(desk.one().block().unwrap(), "a");
    pause();
    assert_eq!(desk.tagged().tag("x").retries(0).block().unwrap(), "b");
    pause();
    let response = desk.one().response().block().unwrap();
    assert_eq!((response.status().as_u16(), response.value().as_str()), (200, "c"));
    assert_eq!(served.server.connections(), 1);
}

#[test]
fn retries_and_errors_are_those_of_a_call_that_is_awaited() {
    let served =
        Served::with([(503, JSON, "{}"), (200, JSON, "\"a\""), (404, JSON, "{\"why\":1}")]);
    let desk = served.desk();
    assert_eq!(desk.one().block().unwrap(), "a");
    let error = desk.one().block().unwrap_err();
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Api, Some(404))
    );
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"{\"why\":1}"[..]));
}

#[test]
fn a_timeout_ends_the_wait() {
    let served = Served::playing([[Step::Stall]]);
    let error = served.desk().one().timeout(Duration::from_millis(50)).block().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
}

#[test]
fn pages_and_items_are_iterators_that_ask_only_for_what_is_read() {
    let served = Served::with([FIRST, LAST, FIRST, LAST]);
    let desk = served.desk();
    let items = desk.rows().items().block().collect::<Result<Vec<_>, Error>>();
    assert_eq!(items.unwrap(), [1, 2, 3]);
    let mut pages = desk.rows().pages().block();
    assert_eq!(pages.next().unwrap().unwrap().data, [1, 2]);
    assert_eq!(served.server.requests().len(), 3);
    assert_eq!(pages.next().unwrap().unwrap().data, [3]);
    assert!(pages.next().is_none());
}

#[test]
fn lists_without_cursors_and_lines_are_iterators_too() {
    let served = Served::with([
        (200, JSON, "[1,2]"),
        (200, JSON, "[]"),
        (200, "application/x-ndjson", "1\n2\n"),
    ]);
    let desk = served.desk();
    assert_eq!(desk.pages().items().block().collect::<Result<Vec<_>, _>>().unwrap(), [1, 2]);
    let lines = desk.log().block().unwrap().block();
    assert_eq!(lines.collect::<Result<Vec<_>, _>>().unwrap(), [1, 2]);
}

#[test]
fn polls_wait_until_the_reply_has_settled() {
    let replies = ["[false]", "[true]", "[]", "[false]", "[true]"];
    let served = Served::with(replies.map(|reply| (200, JSON, reply)));
    let desk = served.desk();
    let pause = Duration::from_millis(1);
    assert_eq!(desk.job().poll().every(pause).block().unwrap(), [true]);
    let settled = desk.start().then_poll(|_| desk.job()).every(pause).block();
    assert_eq!(settled.unwrap(), [true]);
}

#[test]
fn streams_are_iterators() {
    let events = "data: \"a\"\n\ndata: \"b\"\n\n";
    let served = Served::with([
        (200, "text/event-stream", events),
        (200, "application/octet-stream", "bytes"),
    ]);
    let desk = served.desk();
    let stream: EventStream<serde_json::Value> = desk.words().block().unwrap();
    assert_eq!(stream.block().collect::<Result<Vec<_>, _>>().unwrap(), ["a", "b"]);
    let chunks = desk.file().block().unwrap().block().collect::<Result<Vec<_>, _>>();
    assert_eq!(chunks.unwrap().concat(), b"bytes");
}

#[test]
fn a_stream_of_bytes_is_copied_and_saved() {
    let binary = |body| (200, "application/octet-stream", body);
    let served = Served::with([binary("first"), binary("second"), binary("third")]);
    let (desk, folder) = (served.desk(), Folder::new());
    let mut memory = Vec::new();
    assert_eq!(desk.file().block().unwrap().block().copy_to(&mut memory).unwrap(), 5);
    assert_eq!(memory, b"first");
    let path = folder.path("a.txt");
    assert_eq!(desk.file().block().unwrap().block().save_to(&path).unwrap(), 6);
    assert_eq!(fs::read(&path).unwrap(), b"second");
    let full = &mut [0; 2][..];
    let error = desk.file().block().unwrap().block().copy_to(&mut { full }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Write);
}

#[test]
fn inside_a_runtime_nothing_is_copied_or_saved() {
    let served = Served::with([(200, "text/plain", "first"), (200, "text/plain", "second")]);
    let (desk, folder) = (served.desk(), Folder::new());
    let [one, other] = [desk.file().block().unwrap(), desk.file().block().unwrap()];
    served.runtime.block_on(async {
        let mut memory = Vec::new();
        let error = one.block().copy_to(&mut memory).unwrap_err();
        assert_eq!((error.kind(), memory.len()), (ErrorKind::Config, 0));
        let error = other.block().save_to(folder.path("a.txt")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(folder.names().is_empty());
    });
}

#[test]
fn a_function_of_ones_own_can_be_waited_for() {
    async fn both(desk: &Desk) -> Result<String, Error> {
        Ok(desk.one().await? + &desk.one().await?)
    }
    let served = Served::with([(200, JSON, "\"a\""), (200, JSON, "\"b\"")]);
    assert_eq!(blocking::wait(both(&served.desk())).unwrap(), "ab");
}

#[test]
fn an_endpoint_that_is_not_declared_can_be_waited_for() {
    let served = Served::with([(200, JSON, "\"a\"")]);
    let request = served.desk().request(http::Method::GET, "/other");
    assert_eq!(request.send::<Json<String>>().block().unwrap(), "a");
}

#[test]
fn inside_a_runtime_it_is_an_error_and_nothing_is_sent() {
    let served = Served::with([LAST, LAST]);
    let desk = served.desk();
    served.runtime.block_on(async {
        let error = desk.one().block().unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 0));
        assert!(error.to_string().contains(".await"), "{error}");
        // An iterator ends after it, so that a loop that skips errors ends too.
        let mut items = desk.rows().items().block();
        assert_eq!(items.next().unwrap().unwrap_err().kind(), ErrorKind::Config);
        assert!(items.next().is_none());
        assert!(served.server.requests().is_empty());
        // What was refused can still be awaited.
        assert_eq!(items.into_inner().try_next().await.unwrap(), Some(3));
    });
    let items = desk.rows().items().block().collect::<Result<Vec<_>, _>>();
    assert_eq!(items.unwrap(), [3]);
}

#[test]
fn threads_share_a_client() {
    let served = Served::with([(200, JSON, "\"a\"")]);
    let desk = served.desk();
    let calls = [0; 4].map(|_| {
        let desk = desk.clone();
        std::thread::spawn(move || desk.one().block())
    });
    for call in calls {
        assert_eq!(call.join().expect("no panic").unwrap(), "a");
    }
}
