//! A turn of a conversation: the model's view of it, and its default answer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::answer::Answer;
use super::cite;
use super::sample::sample;
use crate::{
    ContentBlock, CreateMessage, CustomTool, ErrorType, FileId, OutputFormat, Role, Thinking, Tool,
    ToolChoice, ToolResult, ToolResultBlock, ToolResultContent, WebSearchResult,
};

/// One turn of a conversation: what the model sees when it has to answer.
#[derive(Clone, Debug)]
pub struct Turn {
    request: CreateMessage,
    wants_events: bool,
    files: TextFiles,
}

/// The uploaded files of a request that are text, by their ids.
pub(super) type TextFiles = BTreeMap<FileId, String>;

impl Turn {
    pub(super) fn new(request: CreateMessage, wants_events: bool, files: TextFiles) -> Self {
        Self { request, wants_events, files }
    }

    /// Returns the request, with the conversation and the tools.
    pub fn request(&self) -> &CreateMessage {
        &self.request
    }

    /// Returns whether the answer is streamed.
    pub fn wants_events(&self) -> bool {
        self.wants_events
    }

    /// Returns the text of the user's last turn: of all messages after the last one of the assistant's, block by block, with a
    /// line break between two.
    pub fn question(&self) -> String {
        let blocks = self.last_turn();
        blocks.iter().filter_map(ContentBlock::as_text).collect::<Vec<_>>().join("\n")
    }

    /// Returns the results of tools in the user's last turn, in their order.
    pub fn tool_results(&self) -> Vec<ToolResultBlock> {
        let blocks = self.last_turn().into_iter();
        let results = blocks.filter_map(|block| match block {
            ContentBlock::ToolResult(result) => Some(result),
            _ => None,
        });
        results.collect()
    }

    /// Returns the tools that the caller declares.
    pub fn tools(&self) -> impl Iterator<Item = &CustomTool> {
        self.request.tools.iter().flatten().filter_map(Tool::as_custom)
    }

    /// Returns the default answer, as the table of [`Emulator`](super::Emulator) has it.
    pub fn default_answer(&self) -> Answer {
        let answer = self.words();
        match self.thinks() {
            true => Answer::thinking(format!("The user says: {}", self.question())).then(answer),
            false => answer,
        }
    }

    /// The blocks of the user's messages since the assistant's last one.
    fn last_turn(&self) -> Vec<ContentBlock> {
        let messages = self.request.messages.as_slice();
        // An answer that goes on after a pause is last itself; what it answers is before it.
        let messages = match messages {
            [earlier @ .., last] if last.role == Role::Assistant => earlier,
            all => all,
        };
        let start = messages.iter().rposition(|message| message.role == Role::Assistant);
        let since = messages.get(start.map_or(0, |at| at + 1)..).unwrap_or_default();
        let users = since.iter().filter(|message| message.role == Role::User);
        users.flat_map(|message| message.content.clone().into_blocks()).collect()
    }

    fn thinks(&self) -> bool {
        match &self.request.thinking {
            Some(Thinking::Enabled(_) | Thinking::Adaptive(_)) => true,
            Some(Thinking::BetweenTools(_)) => !self.tool_results().is_empty(),
            _ => false,
        }
    }

    fn words(&self) -> Answer {
        let question = self.question();
        let results = self.tool_results();
        if !results.is_empty() {
            return Answer::text(some(&results.iter().map(told).collect::<Vec<_>>().join("\n")));
        }
        if self.wants_events && question.to_lowercase().contains("break the stream") {
            return Answer::text("The stream breaks off in the middle of")
                .then_failure(ErrorType::OverloadedError, "Overloaded");
        }
        self.calls(&question)
            .or_else(|| self.formatted(&question))
            .unwrap_or_else(|| cite::text(&self.request, &self.files, some(&question)))
    }

    /// Calls the tools that the request wants to be called.
    fn calls(&self, question: &str) -> Option<Answer> {
        let tools = self.request.tools.iter().flatten();
        let (only, named) = match self.request.tool_choice.as_ref() {
            Some(ToolChoice::None(_)) => return None,
            Some(ToolChoice::Tool(tool)) => (true, Some(tool.name.as_str())),
            Some(ToolChoice::Any(any)) => (any.disable_parallel_tool_use == Some(true), None),
            choice => {
                let disabled = match choice {
                    Some(ToolChoice::Auto(auto)) => auto.disable_parallel_tool_use,
                    _ => None,
                };
                question.to_lowercase().contains("tool").then_some(())?;
                (disabled == Some(true), None)
            }
        };
        let is_meant = |name: &str| named.is_none_or(|named| named == name);
        let calls = tools.clone().filter_map(|tool| call(tool, question));
        let calls = calls.filter(|(name, _)| is_meant(name));
        let calls = calls.take(if only { 1 } else { usize::MAX });
        let called = calls.map(|(name, input)| Answer::tool_use(name, input)).reduce(Answer::then);
        called.or_else(|| {
            tools.filter(|tool| is_meant(&name_of(tool))).find_map(|tool| used(tool, question))
        })
    }

    /// JSON that fits the schema of the request.
    fn formatted(&self, question: &str) -> Option<Answer> {
        match self.request.output_config.as_ref()?.format.as_ref()? {
            OutputFormat::JsonSchema(format) => {
                Some(Answer::text(sample(&format.schema, question).to_string()))
            }
            OutputFormat::Unknown(_) => None,
        }
    }
}

/// Returns the text, or a text in place of none: blocks of text that go back must not be empty.
fn some(text: &str) -> &str {
    if text.trim().is_empty() { "There is no text." } else { text }
}

fn name_of(tool: &Tool) -> String {
    json!(tool)["name"].as_str().unwrap_or_default().to_owned()
}

/// The call of a tool that the caller runs, if it is one.
fn call(tool: &Tool, question: &str) -> Option<(String, Value)> {
    let input = match tool {
        Tool::Custom(tool) | Tool::Untyped(tool) => sample(&tool.input_schema, question),
        Tool::Bash(_) => json!({ "command": "ls" }),
        Tool::StrReplaceEditor(_) | Tool::TextEditor(_) => {
            json!({ "command": "view", "path": "/" })
        }
        Tool::Memory(_) => json!({ "command": "view", "path": "/memories" }),
        _ => return None,
    };
    Some((name_of(tool), input))
}

/// The use of a tool that the service runs, if the emulator has it.
fn used(tool: &Tool, question: &str) -> Option<Answer> {
    let used = match tool {
        Tool::WebSearch(_) => {
            let page = WebSearchResult::new("https://example.com/", "Example", "RXhhbXBsZQ==");
            Answer::web_search(question, [page])
        }
        Tool::WebFetch(_) => Answer::web_fetch(address(question), "Example."),
        Tool::CodeExecution(_) => {
            let program = format!("open('answer.txt', 'w').write({question:?})");
            Answer::code_execution(program, "").making_file("answer.txt", question)
        }
        _ => return None,
    };
    Some(used.then(Answer::text(question)))
}

/// The first address in a question, or one in place of none.
fn address(question: &str) -> &str {
    let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    question.split_whitespace().find(is_address).unwrap_or("https://example.com/")
}

/// The text of the result of a tool.
fn told(result: &ToolResultBlock) -> String {
    match &result.content {
        Some(ToolResult::Text(text)) => text.clone(),
        Some(ToolResult::Blocks(blocks)) => {
            let texts = blocks.iter().filter_map(|block| match block {
                ToolResultContent::Text(block) => Some(block.text.as_str()),
                _ => None,
            });
            texts.collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}
