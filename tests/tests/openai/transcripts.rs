//! The streams of the published document, event by event.

use std::fs;

use futures_util::TryStreamExt;
use schematic_api::sse::Event;
use schematic_openai::*;
use serde_json::Value;

use crate::round_trip::published;
use crate::streams::{DONE, stream_of};

/// The published streams: their names and their text.
fn transcripts() -> Vec<(String, String)> {
    let Some(folder) = published("examples/fixed") else { return Vec::new() };
    let paths =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "sse"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text")))
        .collect();
    found.sort();
    assert_eq!(found.len(), 5, "as many streams as when this was written");
    found
}

#[tokio::test]
async fn every_published_event_decodes_and_is_written_as_it_came() {
    for (path, text) in transcripts() {
        let mut run = stream_of(text.clone()).await;
        let mut blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
        while let Some(event) = run.try_next().await.expect(&path) {
            let block = blocks.next().expect(&path);
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
            assert!(!matches!(event, RunEvent::Unknown { .. }), "{path}: {event:?}");
            assert_eq!(Some(event.name()), field("event: "), "{path}");
            let parsed = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
            let sent = parsed(field("data: ").expect(&path));
            assert!(
                crate::round_trip::same(&parsed(&event.data().expect("JSON")), &sent),
                "{path}: {block}"
            );
        }
        assert_eq!(blocks.next(), Some(DONE.trim_end()), "{path}");
    }
}

#[tokio::test]
async fn the_deltas_of_every_published_stream_add_up_to_the_last_message() {
    for (path, text) in transcripts() {
        let mut run = stream_of(text).await;
        let written: String = run.text_deltas().try_collect().await.expect(&path);
        let messages = run.final_messages().await.expect(&path);
        let said: String = messages.iter().map(Message::text).collect();
        assert_eq!(written, said, "{path}");
        assert!(messages.iter().all(|message| message.status == Some(MessageStatus::Completed)));
        assert!(run.final_run().await.expect(&path).is_settled());
    }
}

/// Just before the event with the whole message, the deltas add up to it.
#[tokio::test]
async fn the_snapshot_is_the_message_before_the_message_is_whole() {
    for (path, text) in transcripts() {
        let mut run = stream_of(text).await;
        let mut known = RunSnapshot::new();
        while let Some(event) = run.try_next().await.expect(&path) {
            if let RunEvent::MessageCompleted(message) = &event {
                let made = known.message(&message.id).expect(&path);
                assert_eq!(made.content, message.content, "{path}");
            }
            if let RunEvent::RunRequiresAction(run) = &event {
                assert_asked(&known, run);
            }
            known = run.snapshot().clone();
        }
    }
}

/// The calls assembled from the deltas of a step are those that the run waits for.
fn assert_asked(known: &RunSnapshot, run: &Run) {
    let steps = known.steps().filter_map(|step| match &step.step_details {
        StepDetails::ToolCalls(details) => Some(&details.tool_calls),
        _ => None,
    });
    let made: Vec<_> = steps.flatten().collect();
    assert_eq!(made.len(), run.tool_calls().len());
    for (made, asked) in made.into_iter().zip(run.tool_calls()) {
        let StepToolCall::Function(made) = made else { panic!("{made:?}") };
        assert_eq!(made.id, asked.id);
        assert_eq!(made.function.name, asked.function.name);
        assert_eq!(made.function.arguments, asked.function.arguments);
    }
}
