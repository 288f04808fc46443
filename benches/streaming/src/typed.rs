//! From bytes to the events of a run.

use async_openai::types::assistants::{AssistantStreamEvent, CreateRunRequest};
use eventsource_stream::EventStream;
use futures::StreamExt;
use schematic_openai::{CreateRun, OpenAi, ThreadId};
use streaming::chunks::Chunks;
use streaming::clients::{self, ASSISTANT, Answer, KEY, THREAD};

use crate::{count, repeat};

pub(crate) async fn schematic_openai(chunks: &Chunks, passes: usize) -> usize {
    let (openai, thread, body) = ours(chunks);
    repeat(passes, async || {
        count(openai.runs().create(&thread, &body).stream().await.expect("a stream")).await
    })
    .await
}

/// The same, and the snapshot is kept.
pub(crate) async fn snapshot(chunks: &Chunks, passes: usize) -> usize {
    let (openai, thread, body) = ours(chunks);
    repeat(passes, async || {
        count(openai.runs().create_and_stream(&thread, &body).await.expect("a stream")).await
    })
    .await
}

fn ours(chunks: &Chunks) -> (OpenAi, ThreadId, CreateRun) {
    let chunks = chunks.clone();
    let transport = Answer(move || chunks.clone());
    let openai = OpenAi::builder().credential(KEY).transport(transport).build().expect("a client");
    (openai, THREAD.into(), CreateRun::new(ASSISTANT))
}

/// As published: a task decodes, and sends the events through an unbounded channel.
#[expect(deprecated, reason = "the whole of its `assistant` feature is")]
pub(crate) async fn async_openai(chunks: &Chunks, passes: usize) -> usize {
    let chunks = chunks.clone();
    let client = clients::async_openai(move || chunks.clone());
    let body = CreateRunRequest { assistant_id: ASSISTANT.to_owned(), ..Default::default() };
    repeat(passes, async || {
        let threads = client.threads();
        count(threads.runs(THREAD).create_stream(body.clone()).await.expect("a stream")).await
    })
    .await
}

/// Its decoder and its types only, without the client, the task and the channel.
pub(crate) async fn async_openai_types(chunks: Chunks) -> usize {
    let events = EventStream::new(chunks).map(|event| event.expect("the stream is valid"));
    let events = events.take_while(|event| std::future::ready(event.data != "[DONE]"));
    count(events.map(AssistantStreamEvent::try_from)).await
}
