//! The events of a message, in the order and the pieces of the service.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use schematic_api::mock::{ErrorReply, Events, Interruption};
use schematic_api::{Clock, Sleep};
use serde::Deserialize;
use serde_json::{Value, json};

use super::writing::{Written, writing};
use super::{beta, tokens};
use crate::{Message, MessageEvent, Usage};

/// What is sent next.
enum Step {
    Event(Value),
    /// An event that carries a piece, before which the model may pause.
    Piece(Value),
    End(Interruption),
}

/// How a stream ends before the message does.
pub(super) struct Ending {
    /// An error after the last piece.
    pub(super) failure: Option<ErrorReply>,
    /// The number of pieces after which the connection breaks.
    pub(super) cut: Option<usize>,
}

/// Returns the events of a message that is written with these pauses.
pub(super) fn events(
    message: &Message,
    blocks: &[Written],
    ending: Ending,
    clock: Arc<dyn Clock>,
    pace: Duration,
) -> Events<MessageEvent> {
    let mut steps = VecDeque::from([Step::Event(start(message))]);
    for (index, block) in blocks.iter().enumerate() {
        let begun = json!({ "type": "content_block_start", "index": index, "content_block": opened(block) });
        steps.push_back(Step::Event(begun));
        if index == 0 {
            steps.push_back(Step::Event(json!({ "type": "ping" })));
        }
        let added = deltas(block).into_iter();
        steps.extend(added.map(|delta| {
            Step::Piece(json!({ "type": "content_block_delta", "index": index, "delta": delta }))
        }));
        steps.push_back(Step::Event(json!({ "type": "content_block_stop", "index": index })));
    }
    match ending.failure {
        // The last block stays open.
        Some(failure) => {
            steps.pop_back();
            steps.push_back(Step::End(failure.into()));
        }
        None => steps.extend(end(message).map(Step::Event)),
    }
    if let Some(pieces) = ending.cut {
        cut(&mut steps, pieces);
    }
    Events::interruptible(Live { steps, clock, pace, pause: None })
}

/// Breaks off after so many pieces.
fn cut(steps: &mut VecDeque<Step>, pieces: usize) {
    let places = steps.iter().enumerate().filter(|(_, step)| matches!(step, Step::Piece(_)));
    let last = pieces.checked_sub(1).map(|last| places.map(|(at, _)| at).nth(last));
    let kept = match last {
        // Before the first piece: the message has started.
        None => 1,
        Some(Some(at)) => at + 1,
        Some(None) => steps.len(),
    };
    steps.truncate(kept);
    steps.push_back(Step::End(Interruption::CutOff));
}

/// The message without blocks, with the tokens of the input.
fn start(message: &Message) -> Value {
    let mut message = message.clone();
    message.content.clear();
    (message.stop_reason, message.stop_sequence, message.stop_details) = (None, None, None);
    message.container = None;
    message.usage.output_tokens = 1;
    message.usage.output_tokens_details = None;
    message.usage.server_tool_use = None;
    let mut message = json!(message);
    beta::start(&mut message);
    json!({ "type": "message_start", "message": message })
}

fn end(message: &Message) -> [Value; 2] {
    let Usage { input_tokens, output_tokens, output_tokens_details, server_tool_use, .. } =
        &message.usage;
    let usage = json!({
        "input_tokens": input_tokens, "output_tokens": output_tokens,
        "output_tokens_details": output_tokens_details, "server_tool_use": server_tool_use,
        "cache_creation_input_tokens": message.usage.cache_creation_input_tokens,
        "cache_read_input_tokens": message.usage.cache_read_input_tokens,
    });
    let delta = json!({
        "stop_reason": message.stop_reason, "stop_sequence": message.stop_sequence,
        "stop_details": message.stop_details, "container": message.container,
    });
    let mut delta = json!({ "type": "message_delta", "delta": delta, "usage": usage });
    beta::end(&mut delta, message);
    [delta, json!({ "type": "message_stop" })]
}

/// A block as it starts: what deltas will add is empty.
fn opened(block: &Written) -> Value {
    let mut opened = block.json.clone();
    match opened["type"].as_str() {
        Some("text") => {
            opened["text"] = "".into();
            if opened["citations"].is_array() {
                opened["citations"] = json!([]);
            }
        }
        Some("thinking") => (opened["thinking"], opened["signature"]) = ("".into(), "".into()),
        Some("tool_use" | "server_tool_use") => opened["input"] = json!({}),
        _ => {}
    }
    opened
}

/// What is added to a block that has started.
fn deltas(block: &Written) -> Vec<Value> {
    let Some(text) = writing(&block.json, block.arguments.as_deref()) else { return Vec::new() };
    let (kind, field) = match block.json["type"].as_str() {
        Some("text") => ("text_delta", "text"),
        Some("thinking") => ("thinking_delta", "thinking"),
        _ => ("input_json_delta", "partial_json"),
    };
    let cited = block.json["citations"].as_array().into_iter().flatten();
    let cited = cited.map(|citation| json!({ "type": "citations_delta", "citation": citation }));
    let written =
        tokens::split(&text).into_iter().map(|piece| json!({ "type": kind, field: piece }));
    let signed = block.json.get("signature");
    let signed = signed.map(|text| json!({ "type": "signature_delta", "signature": text }));
    let empty = (field == "partial_json").then(|| json!({ "type": kind, field: "" }));
    empty.into_iter().chain(cited).chain(written).chain(signed).collect()
}

/// A stream that sends one step after the other.
struct Live {
    steps: VecDeque<Step>,
    clock: Arc<dyn Clock>,
    pace: Duration,
    pause: Option<Sleep>,
}

impl Live {
    /// Begins the pause before the next step, if there is one and it has not been made.
    fn rest(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.pace.is_zero() || !matches!(self.steps.front(), Some(Step::Piece(_))) {
            return Poll::Ready(());
        }
        let (clock, pace) = (&self.clock, self.pace);
        let pause = self.pause.get_or_insert_with(|| clock.sleep(pace));
        ready!(pause.as_mut().poll(context));
        self.pause = None;
        Poll::Ready(())
    }
}

impl Stream for Live {
    type Item = Result<MessageEvent, Interruption>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        ready!(self.rest(context));
        Poll::Ready(match self.steps.pop_front() {
            // Events fit their type; one that did not would be sent as it is.
            Some(Step::Event(event) | Step::Piece(event)) => {
                let decoded = MessageEvent::deserialize(&event);
                Some(Ok(decoded.unwrap_or(MessageEvent::Unknown(event))))
            }
            Some(Step::End(end)) => Some(Err(end)),
            None => None,
        })
    }
}
