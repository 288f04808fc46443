//! What follows a message of the model.

use std::collections::BTreeSet;

use schematic_functions::{FunctionError, FunctionSet};

use crate::{
    ContentBlock, CreateMessage, IdOrContainer, InvalidInput, Message, MessageParam, StopReason,
    ToolResultBlock, ToolUseBlock,
};

/// What follows a message of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Next {
    /// The results of its calls.
    Results,
    /// Nothing but the message itself: the service made a pause.
    Resume,
    /// Nothing: the model is done.
    Done,
}

impl Next {
    pub(super) fn after(message: &Message) -> Self {
        match &message.stop_reason {
            Some(StopReason::ToolUse) if message.tool_uses().next().is_some() => Self::Results,
            Some(StopReason::PauseTurn | StopReason::Compaction) => Self::Resume,
            _ => Self::Done,
        }
    }
}

/// Runs the functions that a message calls. A call that is there twice is one call: an id has one result.
pub(super) async fn results(
    functions: &FunctionSet,
    message: &Message,
    invalid: &[InvalidInput],
) -> Result<MessageParam, FunctionError> {
    let mut ids = BTreeSet::new();
    let calls: Vec<_> = message.tool_uses().filter(|call| ids.insert(&call.id)).collect();
    let arguments: Vec<_> = calls.iter().map(|call| arguments(call, invalid)).collect();
    let named: Vec<_> = calls
        .iter()
        .zip(&arguments)
        .map(|(call, text)| (call.name.as_str(), text.as_str()))
        .collect();
    let answers = functions.answer(&named).await?;
    let results = calls.iter().zip(answers).map(|(call, answer)| {
        let result = ToolResultBlock::new(call.id.clone());
        let result = if answer.is_error() { result.is_error(true) } else { result };
        ContentBlock::ToolResult(result.content(answer.into_text()))
    });
    Ok(MessageParam::user(results.collect::<Vec<_>>()))
}

/// The text of the arguments. If the model wrote no JSON object, it is what it wrote, which is an error of the function's.
fn arguments(call: &ToolUseBlock, invalid: &[InvalidInput]) -> String {
    match invalid.iter().find(|input| input.id == call.id) {
        Some(input) => input.text.clone(),
        None => serde_json::to_string(&call.input).unwrap_or_default(),
    }
}

/// Adds a message of the model, and what answers it. The next request goes on in the same container.
pub(super) fn extend(
    conversation: &mut CreateMessage,
    message: Message,
    results: Option<MessageParam>,
) {
    if let Some(container) = &message.container {
        match &mut conversation.container {
            Some(IdOrContainer::Params(params)) => params.id = Some(container.id.clone()),
            other => *other = Some((&container.id).into()),
        }
    }
    conversation.messages.push(message.into_param());
    conversation.messages.extend(results);
}
