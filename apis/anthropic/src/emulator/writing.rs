//! The message that an answer becomes: what the request limits, and what the service adds.

use std::time::Duration;

use serde_json::{Value, json};

use super::answer::{Answer, Block};
use super::store::Store;
use super::world::World;
use super::{signature, tokens};
use crate::{
    CacheCreation, Container, CreateMessage, IdOrContainer, Message, OutputTokensDetails, Role,
    ServerToolUsage, ServiceTier, Speed, StopReason, Thinking, ThinkingDisplay, Tool, Usage,
};

/// How long containers live.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// A block as it is in the message, and the arguments of a call as they are written.
pub(super) struct Written {
    pub(super) json: Value,
    pub(super) arguments: Option<String>,
}

/// How the writing of the blocks ended.
enum Reached {
    /// The end of the answer.
    End,
    /// As many tokens as the request allows.
    Limit,
    /// This stop sequence of the request.
    Sequence(String),
}

/// Writes the blocks of an answer as far as the request allows, and returns the message that has them. `read` is the body of
/// the request as the model reads it.
pub(super) fn write(
    store: &mut Store,
    request: &CreateMessage,
    read: &Value,
    answer: Answer,
) -> (Message, Vec<Written>) {
    let mut limits = Limits::of(request);
    let (blocks, reached) = limits.apply(answer.blocks);
    let mut written: Vec<Written> = Vec::new();
    for block in blocks {
        let call = written.last().map(|before| before.json["id"].clone());
        written.push(completed(store, request, block, call));
    }
    let (stop, sequence, details) = match reached {
        Reached::Limit => (StopReason::MaxTokens, None, None),
        Reached::Sequence(sequence) => (StopReason::StopSequence, Some(sequence), None),
        Reached::End => (answer.stop.unwrap_or_else(|| reason(&written)), None, answer.details),
    };
    let mut message = empty(&mut store.world, request, read);
    message.usage.output_tokens = limits.written;
    message.usage.output_tokens_details =
        (limits.thought > 0).then(|| OutputTokensDetails::new().thinking_tokens(limits.thought));
    message.usage.server_tool_use = server_usage(&written);
    message.container = container(&mut store.world, request, &written);
    (message.stop_reason, message.stop_sequence) = (Some(stop), sequence);
    message.stop_details = details.filter(|_| message.stop_reason == Some(StopReason::Refusal));
    let blocks = written.iter().filter_map(|block| serde_json::from_value(block.json.clone()).ok());
    message.content = blocks.collect();
    (message, written)
}

fn reason(written: &[Written]) -> StopReason {
    match written.iter().any(|block| block.json["type"] == "tool_use") {
        true => StopReason::ToolUse,
        false => StopReason::EndTurn,
    }
}

/// The message before anything is written.
fn empty(world: &mut World, request: &CreateMessage, read: &Value) -> Message {
    let split = world.cache.split(read, world.clock.now());
    let (short, long) = (split.written_for_five_minutes, split.written_for_an_hour);
    let created = CacheCreation::new().five_minutes_input_tokens(short).one_hour_input_tokens(long);
    let mut usage = Usage::new()
        .input_tokens(tokens::of_request(read) - split.read - short - long)
        .cache_creation_input_tokens(short + long)
        .cache_read_input_tokens(split.read)
        .cache_creation(created)
        .service_tier(ServiceTier::Standard)
        .inference_geo(request.inference_geo.as_deref().unwrap_or("global"));
    usage.speed = Some(request.speed.clone().unwrap_or(Speed::Standard));
    Message::new(world.id::<String>("msg"), Role::Assistant, &request.model, []).usage(usage)
}

fn server_usage(written: &[Written]) -> Option<ServerToolUsage> {
    let count = |name| {
        let used = written.iter().filter(|block| block.json["type"] == "server_tool_use");
        used.filter(|block| block.json["name"] == name).count() as u64
    };
    let (searches, fetches) = (count("web_search"), count("web_fetch"));
    (searches + fetches > 0)
        .then(|| ServerToolUsage::new().web_search_requests(searches).web_fetch_requests(fetches))
}

/// The container of the request, or a new one if code ran.
fn container(world: &mut World, request: &CreateMessage, written: &[Written]) -> Option<Container> {
    let ran = |block: &Written| {
        block.json["type"].as_str().is_some_and(|kind| kind.ends_with("code_execution_tool_result"))
    };
    let given = match &request.container {
        Some(IdOrContainer::Id(id)) => Some(id.clone()),
        Some(IdOrContainer::Params(params)) => {
            Some(params.id.clone().unwrap_or_else(|| world.id("container")))
        }
        _ => None,
    };
    let id = given.or_else(|| written.iter().any(ran).then(|| world.id("container")))?;
    Some(Container::new(id).expires_at(world.timestamp_in(HOUR)))
}

/// What the request allows to be written, and what has been.
struct Limits<'a> {
    request: &'a CreateMessage,
    left: u64,
    written: u64,
    /// The tokens of thinking among those.
    thought: u64,
}

impl<'a> Limits<'a> {
    fn of(request: &'a CreateMessage) -> Self {
        Self { request, left: request.max_tokens, written: 0, thought: 0 }
    }

    fn apply(&mut self, blocks: Vec<Block>) -> (Vec<Block>, Reached) {
        let mut kept = Vec::new();
        for mut block in blocks {
            let sequence = self.stop(&mut block);
            let is_whole = match self.shorten(&mut block) {
                Some(is_whole) => {
                    kept.push(block);
                    is_whole
                }
                None => false,
            };
            match sequence {
                _ if !is_whole => return (kept, Reached::Limit),
                Some(sequence) => {
                    kept.retain(|block| block.json["text"] != "");
                    return (kept, Reached::Sequence(sequence));
                }
                None => {}
            }
        }
        (kept, Reached::End)
    }

    /// Cuts a block of text at the first stop sequence in it, and returns that.
    fn stop(&self, block: &mut Block) -> Option<String> {
        let text = (block.json["type"] == "text").then(|| block.json["text"].as_str())??;
        let sequences = self.request.stop_sequences.iter().flatten();
        let found =
            sequences.filter_map(|sequence| Some((text.find(sequence.as_str())?, sequence)));
        let (at, sequence) = found.min_by_key(|(at, _)| *at)?;
        block.json["text"] = text[..at].into();
        Some(sequence.clone())
    }

    /// Counts the tokens of a block, and shortens it to those that are left. Returns whether it is whole, and `None` if nothing
    /// of it can be kept.
    fn shorten(&mut self, block: &mut Block) -> Option<bool> {
        let Some(text) = writing(&block.json, block.written.as_deref()) else { return Some(true) };
        let pieces = tokens::split(&text);
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(pieces.len());
        let is_whole = room == pieces.len();
        let field = match block.json["type"].as_str() {
            Some(kind @ ("text" | "thinking")) => Some(kind.to_owned()),
            _ => None,
        };
        if !is_whole && (room == 0 || (field.is_none() && !self.is_eager(&block.json))) {
            return None;
        }
        self.left -= room as u64;
        self.written += room as u64;
        match field {
            Some(field) => {
                self.thought += if field == "thinking" { room as u64 } else { 0 };
                block.json[field] = pieces[..room].concat().into();
            }
            None if !is_whole => block.written = Some(pieces[..room].concat()),
            None => {}
        }
        Some(is_whole)
    }

    /// Whether the arguments of a call are streamed before the service has looked at them.
    fn is_eager(&self, block: &Value) -> bool {
        let tools = self.request.tools.iter().flatten().filter_map(Tool::as_custom);
        let mut called = tools.filter(|tool| block["name"] == tool.name);
        called.any(|tool| tool.eager_input_streaming == Some(true))
    }
}

/// Returns what the model writes for a block, unless the service makes it.
pub(super) fn writing(block: &Value, arguments: Option<&str>) -> Option<String> {
    match block["type"].as_str()? {
        kind @ ("text" | "thinking") => block[kind].as_str().map(str::to_owned),
        "tool_use" | "server_tool_use" => {
            Some(arguments.map_or_else(|| block["input"].to_string(), str::to_owned))
        }
        _ => None,
    }
}

/// Adds to a block what the service adds. `call` is the id of the block before it.
fn completed(
    store: &mut Store,
    request: &CreateMessage,
    block: Block,
    call: Option<Value>,
) -> Written {
    let Block { mut json, written, file } = block;
    let kind = json["type"].as_str().unwrap_or_default().to_owned();
    for (name, value) in added(&kind) {
        if json.get(name).is_none() {
            json[name] = value;
        }
    }
    match kind.as_str() {
        "tool_use" => identify(&mut json, "id", || store.world.id("toolu")),
        "server_tool_use" => identify(&mut json, "id", || store.world.id("srvtoolu")),
        "thinking" => {
            let text = shown(request, json["thinking"].as_str().unwrap_or_default());
            identify(&mut json, "signature", || signature::sign(&store.world.nonce(), &text));
            json["thinking"] = text.into();
        }
        "redacted_thinking" => {
            identify(&mut json, "data", || signature::sign(&store.world.nonce(), &kind));
        }
        _ => identify(&mut json, "tool_use_id", || {
            call.and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default()
        }),
    }
    if let (Some((name, content)), Some(files)) = (file, json.pointer_mut("/content/content")) {
        let made = store.add_file(name, "text/plain", content, true, None);
        *files = json!([{ "type": "code_execution_output", "file_id": made.id }]);
    }
    if let Some(text) = &written {
        let input = serde_json::from_str(text).ok().filter(Value::is_object);
        json["input"] = input.unwrap_or_else(|| json!({}));
    }
    Written { json, arguments: written }
}

/// The fields that every block of this type has in a reply.
fn added(kind: &str) -> Vec<(&'static str, Value)> {
    let caller = || ("caller", json!({ "type": "direct" }));
    match kind {
        "text" => vec![("citations", Value::Null)],
        "tool_use" | "server_tool_use" | "web_search_tool_result" | "web_fetch_tool_result" => {
            vec![caller()]
        }
        _ => Vec::new(),
    }
}

/// Sets a text that is still empty.
fn identify(block: &mut Value, field: &str, text: impl FnOnce() -> String) {
    if block[field] == "" {
        block[field] = text().into();
    }
}

/// Returns what the request shows of a thought.
fn shown(request: &CreateMessage, text: &str) -> String {
    let display = match &request.thinking {
        Some(Thinking::Enabled(thinking)) => thinking.display.as_ref(),
        Some(Thinking::Adaptive(thinking)) => thinking.display.as_ref(),
        _ => None,
    };
    if display == Some(&ThinkingDisplay::Omitted) { String::new() } else { text.to_owned() }
}
