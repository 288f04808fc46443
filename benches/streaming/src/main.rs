//! Reads one stream of events repeatedly with one peer: `streaming PEER INPUT CUT PASSES`.
//!
//! INPUT is `run:1000`, a run with this many deltas, or `event:65536`, one event of this size. CUT is a number of
//! bytes, or `small`. Prints the size of the stream and the number of events in a pass.

mod decoders;
mod typed;

use std::fmt::Debug;
use std::hint::black_box;

use eventsource_stream::EventStream;
use futures::{Stream, StreamExt};
use sse_stream::SseByteStream;
use streaming::chunks::Chunks;
use streaming::run;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [peer, input, cut, passes] = arguments.as_slice() else {
        panic!("usage: streaming PEER INPUT CUT PASSES")
    };
    let chunks = Chunks::new(text(input), cut.parse().expect("CUT is a number or `small`"));
    let bytes = chunks.bytes();
    let events = read(peer, &chunks, passes.parse().expect("PASSES is a number")).await;
    println!("{bytes} {events}");
}

fn text(input: &str) -> String {
    let (kind, size) = input.split_once(':').expect("INPUT has a size");
    let size = size.parse().expect("the size is a number");
    match kind {
        "run" => run::run(size),
        "event" => run::event(size),
        other => panic!("unknown input `{other}`"),
    }
}

async fn read(peer: &str, chunks: &Chunks, passes: usize) -> usize {
    let chunks = || chunks.clone();
    match peer {
        "ours" => repeat(passes, async || decoders::ours(chunks())).await,
        "ours-calls" => decoders::ours_by_calls(&chunks(), passes).await,
        "sse-stream" => repeat(passes, async || count(SseByteStream::new(chunks())).await).await,
        "eventsource-stream" => {
            repeat(passes, async || count(EventStream::new(chunks())).await).await
        }
        "schematic-openai" => typed::schematic_openai(&chunks(), passes).await,
        "snapshot" => typed::snapshot(&chunks(), passes).await,
        "async-openai" => typed::async_openai(&chunks(), passes).await,
        "async-openai-types" => {
            repeat(passes, async || typed::async_openai_types(chunks()).await).await
        }
        other => panic!("unknown peer `{other}`"),
    }
}

/// Reads the stream this many times, and returns the number of events in the last pass.
async fn repeat(passes: usize, read: impl AsyncFn() -> usize) -> usize {
    let mut events = 0;
    for _ in 0..passes {
        events = read().await;
    }
    events
}

/// Reads a stream to its end.
async fn count<T, E: Debug>(stream: impl Stream<Item = Result<T, E>>) -> usize {
    let mut stream = std::pin::pin!(stream);
    let mut events = 0;
    while let Some(event) = stream.next().await {
        black_box(&event.expect("the stream is valid"));
        events += 1;
    }
    events
}
