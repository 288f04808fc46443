//! Holds streams open that have begun and now wait: `waiting PEER URL COUNT`.
//!
//! URL is the address of a server, or `memory` for replies without one. Prints what each stream adds: allocated bytes,
//! resident bytes of the process, and tasks of the runtime. A few streams are opened before counting begins.

use std::alloc::System;
use std::fmt::Debug;
use std::pin::Pin;

use async_openai::config::OpenAIConfig;
use async_openai::types::assistants::CreateRunRequest;
use bytes::Bytes;
use futures::{Stream, StreamExt, stream};
use schematic_openai::{CreateRun, OpenAi, ThreadId};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use streaming::clients::{self, ASSISTANT, Answer, KEY, THREAD};
use streaming::run::{BEGINNING_EVENTS, beginning};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The number of streams that are opened before counting begins.
const BEFORE: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [peer, url, count] = arguments.as_slice() else { panic!("usage: waiting PEER URL COUNT") };
    let count = count.parse().expect("COUNT is a number");
    match peer.as_str() {
        "reqwest" => reqwest(url, count).await,
        "async-openai" => async_openai(url, count).await,
        "schematic-openai" => schematic_openai(url, count).await,
        "snapshot" => snapshot(url, count).await,
        other => panic!("unknown peer `{other}`"),
    }
}

/// The raw bytes, for the cost of the connections.
async fn reqwest(url: &str, count: usize) {
    let http = reqwest::Client::new();
    hold(count, 1, async || {
        let request = http.post(format!("{url}/threads/{THREAD}/runs")).bearer_auth(KEY);
        request.body(r#"{"stream":true}"#).send().await.expect("a reply").bytes_stream()
    })
    .await;
}

#[expect(deprecated, reason = "the whole of its `assistant` feature is")]
async fn async_openai(url: &str, count: usize) {
    let client = match url {
        "memory" => clients::async_openai(body),
        url => async_openai::Client::with_config(
            OpenAIConfig::new().with_api_base(url).with_api_key(KEY),
        ),
    };
    let body = CreateRunRequest { assistant_id: ASSISTANT.to_owned(), ..Default::default() };
    hold(count, BEGINNING_EVENTS, async || {
        let threads = client.threads();
        threads.runs(THREAD).create_stream(body.clone()).await.expect("a stream")
    })
    .await;
}

async fn schematic_openai(url: &str, count: usize) {
    let (openai, thread, body) = ours(url);
    hold(count, BEGINNING_EVENTS, async || {
        openai.runs().create(&thread, &body).stream().await.expect("a stream")
    })
    .await;
}

/// The same, and the snapshot is kept.
async fn snapshot(url: &str, count: usize) {
    let (openai, thread, body) = ours(url);
    hold(count, BEGINNING_EVENTS, async || {
        openai.runs().create_and_stream(&thread, &body).await.expect("a stream")
    })
    .await;
}

fn ours(url: &str) -> (OpenAi, ThreadId, CreateRun) {
    let builder = OpenAi::builder().credential(KEY);
    let builder = match url {
        "memory" => builder.transport(Answer(body)),
        url => builder.base_url(url),
    };
    (builder.build().expect("a client"), THREAD.into(), CreateRun::new(ASSISTANT))
}

/// A run that has begun and then stays silent.
fn body() -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    stream::iter([Ok(Bytes::from(beginning()))]).chain(stream::pending())
}

/// Opens this many streams, reads this many events of each, waits for one more of each, and prints what that took.
async fn hold<T, E: Debug, S: Stream<Item = Result<T, E>>>(
    count: usize,
    events: usize,
    open: impl AsyncFn() -> S,
) {
    let mut streams = Vec::with_capacity(BEFORE + count);
    for _ in 0..BEFORE {
        streams.push(begun(events, open().await).await);
    }
    let before = usage();
    for _ in 0..count {
        streams.push(begun(events, open().await).await);
    }
    let each = usage().into_iter().zip(before).map(|(after, before)| {
        let grown = after - before;
        format!("{:.2}", grown / count as f64)
    });
    println!("{}", each.collect::<Vec<_>>().join(" "));
}

/// Returns the stream once it has yielded these events and waits for the next.
async fn begun<T, E: Debug, S: Stream<Item = Result<T, E>>>(
    events: usize,
    stream: S,
) -> Pin<Box<S>> {
    let mut stream = Box::pin(stream);
    for _ in 0..events {
        stream.next().await.expect("an event").expect("the stream is valid");
    }
    assert!(futures::poll!(stream.next()).is_pending(), "the stream waits");
    stream
}

/// Returns the current allocated bytes, resident bytes and tasks.
fn usage() -> [f64; 3] {
    let heap = ALLOCATOR.stats();
    let allocated = heap.bytes_allocated as f64 - heap.bytes_deallocated as f64;
    let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    [allocated, resident(), tasks as f64]
}

fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.expect("a number of kB") * 1024.0
}
