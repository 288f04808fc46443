//! The message that the events add up to.

use serde_json::{Map, Value};

use super::error::DeltaError;
use crate::{
    BlockDelta, ContentBlock, ContentBlockDelta, ContentBlockStart, Message, MessageDelta,
    MessageEvent, ToolUseId,
};

/// The message as of the last event read.
///
/// Text, thinking, citations and usage are up to date after each event. The arguments of a call are text until its block is
/// complete, and are parsed once; until then [`partial_input`](Self::partial_input) has the text.
#[derive(Clone, Debug, Default)]
pub struct MessageSnapshot {
    message: Option<Message>,
    /// The JSON text of the arguments of the block that is being written, and its place.
    input: Option<(usize, String)>,
    invalid: Vec<InvalidInput>,
    unapplied: Vec<ContentBlockDelta>,
    complete: bool,
}

/// The arguments of a call that are no JSON object. The message may have been cut off within them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvalidInput {
    /// The place of the block in the message.
    pub index: usize,
    /// The id of the call.
    pub id: ToolUseId,
    /// The name of the tool.
    pub name: String,
    /// The text that the model wrote.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl MessageSnapshot {
    /// Creates the snapshot of a message that has not started.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the message so far, or `None` if it has not started.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// Returns the message so far, without a copy.
    #[must_use]
    pub fn into_message(self) -> Option<Message> {
        self.message
    }

    /// Returns whether the message is complete: whether `message_stop` was read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Returns the JSON text of the arguments so far of the call that is being written at this place.
    #[must_use]
    pub fn partial_input(&self, index: usize) -> Option<&str> {
        self.input.as_ref().filter(|(at, _)| *at == index).map(|(_, text)| text.as_str())
    }

    /// Returns the calls whose arguments are no JSON object. Their blocks have no arguments in the message.
    #[must_use]
    pub fn invalid_inputs(&self) -> &[InvalidInput] {
        &self.invalid
    }

    /// Returns the deltas of kinds that this version does not know, which the message does not have.
    #[must_use]
    pub fn unapplied(&self) -> &[ContentBlockDelta] {
        &self.unapplied
    }

    /// Adds an event.
    ///
    /// # Errors
    ///
    /// If the event does not fit those before it. The snapshot stays as it was.
    pub fn apply(&mut self, event: &MessageEvent) -> Result<(), DeltaError> {
        match event {
            MessageEvent::MessageStart(_) if self.message.is_some() => {
                return Err(DeltaError::StartedTwice);
            }
            MessageEvent::MessageStart(start) => self.message = Some(start.message.clone()),
            MessageEvent::ContentBlockStart(start) => self.start(start)?,
            MessageEvent::ContentBlockDelta(delta) => self.add(delta)?,
            MessageEvent::ContentBlockStop(stop) => self.stop(stop.index)?,
            MessageEvent::MessageDelta(delta) => self.end(delta)?,
            MessageEvent::MessageStop(_) => {
                self.started()?;
                self.complete = true;
            }
            MessageEvent::Ping(_) | MessageEvent::Unknown(_) => {}
        }
        Ok(())
    }

    fn started(&mut self) -> Result<&mut Message, DeltaError> {
        self.message.as_mut().ok_or(DeltaError::NotStarted)
    }

    fn start(&mut self, start: &ContentBlockStart) -> Result<(), DeltaError> {
        let content = &mut self.started()?.content;
        let (index, len) = (start.index, content.len());
        if usize::try_from(index) != Ok(len) {
            return Err(DeltaError::Start { index, len });
        }
        content.push(start.content_block.clone());
        self.input = input_of(&start.content_block).map(|_| (len, String::new()));
        Ok(())
    }

    fn block(&mut self, index: u64) -> Result<(usize, &mut ContentBlock), DeltaError> {
        let content = &mut self.started()?.content;
        let at = usize::try_from(index).ok().filter(|at| *at < content.len());
        let at = at.ok_or(DeltaError::NoBlock { index })?;
        Ok((at, &mut content[at]))
    }

    fn add(&mut self, delta: &ContentBlockDelta) -> Result<(), DeltaError> {
        let index = delta.index;
        let (at, block) = self.block(index)?;
        let kind = |delta| Err(DeltaError::Kind { index, delta });
        match (&delta.delta, block) {
            (BlockDelta::Text(delta), ContentBlock::Text(block)) => {
                block.text.push_str(&delta.text);
            }
            (BlockDelta::Citations(delta), ContentBlock::Text(block)) => {
                block.citations.get_or_insert_default().push(delta.citation.clone());
            }
            (BlockDelta::Thinking(delta), ContentBlock::Thinking(block)) => {
                block.thinking.push_str(&delta.thinking);
            }
            (BlockDelta::Signature(delta), ContentBlock::Thinking(block)) => {
                block.signature.clone_from(&delta.signature);
            }
            (BlockDelta::Compaction(delta), ContentBlock::Compaction(block)) => {
                block.content.clone_from(&delta.content);
                block.encrypted_content.clone_from(&delta.encrypted_content);
            }
            // A block of a new type may well be written with the deltas that there are.
            (BlockDelta::Unknown(_), _) | (_, ContentBlock::Unknown(_)) => {
                self.unapplied.push(delta.clone());
            }
            (BlockDelta::InputJson(delta), _) => match &mut self.input {
                Some((open, text)) if *open == at => text.push_str(&delta.partial_json),
                _ => return kind("a piece of arguments"),
            },
            (BlockDelta::Text(_), _) => return kind("text"),
            (BlockDelta::Citations(_), _) => return kind("a citation"),
            (BlockDelta::Thinking(_), _) => return kind("thinking"),
            (BlockDelta::Signature(_), _) => return kind("a signature"),
            (BlockDelta::Compaction(_), _) => return kind("a summary"),
        }
        Ok(())
    }

    /// Parses the arguments of a call, once.
    fn stop(&mut self, index: u64) -> Result<(), DeltaError> {
        let (at, _) = self.block(index)?;
        let Some((_, text)) = self.input.take_if(|(open, _)| *open == at) else { return Ok(()) };
        if text.is_empty() {
            return Ok(());
        }
        let (_, block) = self.block(index)?;
        let Some(call) = input_of_mut(block) else { return Ok(()) };
        match serde_json::from_str(&text) {
            Ok(input) => *call.input = input,
            Err(error) => {
                let (id, name) = (call.id.clone(), call.name.to_owned());
                let reason = error.to_string();
                self.invalid.push(InvalidInput { index: at, id, name, text, reason });
            }
        }
        Ok(())
    }

    /// What is missing or `null` stays as it was: a later event says nothing of what an earlier one said.
    fn end(&mut self, delta: &MessageDelta) -> Result<(), DeltaError> {
        let message = self.started()?;
        let end = delta.delta.clone();
        message.stop_reason = end.stop_reason.or(message.stop_reason.take());
        message.stop_sequence = end.stop_sequence.or(message.stop_sequence.take());
        message.stop_details = end.stop_details.or(message.stop_details.take());
        message.container = end.container.or(message.container.take());
        let applied = delta.context_management.clone();
        message.context_management = applied.or(message.context_management.take());
        let changed = delta.input_transformations.clone();
        message.input_transformations = changed.or(message.input_transformations.take());
        message.usage.update(&delta.usage);
        Ok(())
    }
}

/// A call, whoever runs the tool.
struct CallMut<'a> {
    id: &'a ToolUseId,
    name: &'a str,
    input: &'a mut Map<String, Value>,
}

fn input_of(block: &ContentBlock) -> Option<&Map<String, Value>> {
    match block {
        ContentBlock::ToolUse(call) => Some(&call.input),
        ContentBlock::ServerToolUse(call) => Some(&call.input),
        ContentBlock::McpToolUse(call) => Some(&call.input),
        _ => None,
    }
}

fn input_of_mut(block: &mut ContentBlock) -> Option<CallMut<'_>> {
    match block {
        ContentBlock::ToolUse(call) => {
            Some(CallMut { id: &call.id, name: &call.name, input: &mut call.input })
        }
        ContentBlock::ServerToolUse(call) => {
            Some(CallMut { id: &call.id, name: call.name.as_str(), input: &mut call.input })
        }
        ContentBlock::McpToolUse(call) => {
            Some(CallMut { id: &call.id, name: &call.name, input: &mut call.input })
        }
        _ => None,
    }
}
