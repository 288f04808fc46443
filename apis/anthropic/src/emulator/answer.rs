//! What the model of the emulator answers.

use std::time::Duration;

use schematic_api::IntoList;
use serde::Serialize;
use serde_json::{Value, json};

use super::failures::{self, Failure};
use crate::{
    ContentBlock, ErrorType, RefusalCategory, RefusalDetails, ServerTool, StopDetails, StopReason,
    WebSearchResult,
};

/// The model's answer to one request: blocks, and how it ends.
///
/// ```
/// use schematic_anthropic::emulator::Answer;
/// use schematic_anthropic::{ErrorType, StopReason};
/// use serde_json::json;
/// use std::time::Duration;
///
/// let both = Answer::thinking("Two questions.")
///     .then(Answer::tool_use("get_tide", json!({ "harbour": "Bergen" })))
///     .then(Answer::tool_use("get_wind", json!({ "harbour": "Bergen" })));
/// let late = Answer::text("High water is at two.").after(Duration::from_secs(5)).paced(Duration::from_millis(200));
/// let half = Answer::text("High water").then_failure(ErrorType::OverloadedError, "Overloaded");
/// let lost = Answer::text("High water is at two.").cut_after(2);
/// let later = Answer::web_search("tides", []).stop(StopReason::PauseTurn);
/// ```
///
/// An answer is written in pieces, each of which costs a token: a word of a text or of thinking, or up to eight characters of a
/// longer one, and the same of the JSON of a call. A stream has one delta for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub(super) blocks: Vec<Block>,
    pub(super) stop: Option<StopReason>,
    pub(super) details: Option<StopDetails>,
    pub(super) failure: Option<Failure>,
    pub(super) delay: Duration,
    pub(super) pace: Duration,
    /// The number of pieces after which the connection of a stream breaks.
    pub(super) cut: Option<usize>,
}

/// A block of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// The block on the wire, but without what the service adds: ids and signatures.
    pub(super) json: Value,
    /// The arguments of a call as they are written, if they are no JSON object.
    pub(super) written: Option<String>,
    /// A file that the block makes: its name and content.
    pub(super) file: Option<(String, Vec<u8>)>,
}

impl Block {
    fn new(block: &impl Serialize) -> Self {
        // Encoding cannot fail: the wire types have string keys only.
        let json = serde_json::to_value(block).unwrap_or_default();
        Self { json, written: None, file: None }
    }
}

impl Answer {
    fn of(blocks: impl IntoIterator<Item = Block>) -> Self {
        Self {
            blocks: blocks.into_iter().collect(),
            stop: None,
            details: None,
            failure: None,
            delay: Duration::ZERO,
            pace: Duration::ZERO,
            cut: None,
        }
    }

    /// Answers without blocks.
    pub fn nothing() -> Self {
        Self::of([])
    }

    /// Answers with a block of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::block(ContentBlock::text(text))
    }

    /// Answers with this block. What the service adds is added: the id of a call, the caller, the signature of thinking and the
    /// id of the call to which a result belongs, unless the block has them.
    pub fn block(block: impl Into<ContentBlock>) -> Self {
        Self::of([Block::new(&block.into())])
    }

    /// Thinks, with a signature. The request decides whether the text is shown.
    pub fn thinking(text: impl Into<String>) -> Self {
        Self::of([Block::new(
            &json!({ "type": "thinking", "thinking": text.into(), "signature": "" }),
        )])
    }

    /// Thinks, encrypted.
    pub fn redacted_thinking() -> Self {
        Self::of([Block::new(&json!({ "type": "redacted_thinking", "data": "" }))])
    }

    /// Calls a tool of the caller's. The answer ends with the reason `tool_use`.
    ///
    /// `input` should be an object.
    pub fn tool_use(name: impl Into<String>, input: impl Into<Value>) -> Self {
        let (name, input) = (name.into(), input.into());
        Self::of([Block::new(
            &json!({ "type": "tool_use", "id": "", "name": name, "input": input }),
        )])
    }

    /// Calls a tool of the caller's with arguments that need not be JSON, because models sometimes write such arguments. Streams
    /// carry them as they are; in a reply that is not a stream, the arguments are `{}` then.
    pub fn tool_use_raw(name: impl Into<String>, arguments: impl Into<String>) -> Self {
        let mut answer = Self::tool_use(name, json!({}));
        if let Some(block) = answer.blocks.first_mut() {
            block.written = Some(arguments.into());
        }
        answer
    }

    /// Uses a tool of the service's, which gives this result: a block such as
    /// [`WebFetchToolResultBlock`](crate::WebFetchToolResultBlock), whose `tool_use_id` may be empty.
    pub fn server_tool(
        tool: ServerTool,
        input: impl Into<Value>,
        result: impl Into<ContentBlock>,
    ) -> Self {
        let call =
            json!({ "type": "server_tool_use", "id": "", "name": tool, "input": input.into() });
        Self::of([Block::new(&call), Block::new(&result.into())])
    }

    /// Searches the web, and finds these pages.
    pub fn web_search(query: impl Into<String>, pages: impl IntoList<WebSearchResult>) -> Self {
        let (query, pages) = (query.into(), pages.into_list());
        let result =
            json!({ "type": "web_search_tool_result", "tool_use_id": "", "content": pages });
        let input = json!({ "query": query });
        let call =
            json!({ "type": "server_tool_use", "id": "", "name": "web_search", "input": input });
        Self::of([Block::new(&call), Block::new(&result)])
    }

    /// Fetches a page from the web, which has this text.
    pub fn web_fetch(url: impl Into<String>, text: impl Into<String>) -> Self {
        let (url, text) = (url.into(), text.into());
        let source = json!({ "type": "text", "media_type": "text/plain", "data": text });
        let page =
            json!({ "type": "document", "source": source, "title": null, "citations": null });
        let content = json!({ "type": "web_fetch_result", "url": url, "content": page, "retrieved_at": null });
        let result =
            json!({ "type": "web_fetch_tool_result", "tool_use_id": "", "content": content });
        let input = json!({ "url": url });
        let call =
            json!({ "type": "server_tool_use", "id": "", "name": "web_fetch", "input": input });
        Self::of([Block::new(&call), Block::new(&result)])
    }

    /// Runs a program in the container of the request, or in a new one. It prints `stdout`.
    pub fn code_execution(code: impl Into<String>, stdout: impl Into<String>) -> Self {
        let input = json!({ "code": code.into() });
        let call = json!({ "type": "server_tool_use", "id": "", "name": "code_execution", "input": input });
        let (kind, stdout) = ("code_execution_result", stdout.into());
        let content = json!({ "type": kind, "return_code": 0, "stdout": stdout, "stderr": "", "content": [] });
        let result =
            json!({ "type": "code_execution_tool_result", "tool_use_id": "", "content": content });
        Self::of([Block::new(&call), Block::new(&result)])
    }

    /// Lets the last [program](Self::code_execution) make a file, which can be downloaded.
    #[must_use]
    pub fn making_file(mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        let is_result = |block: &&mut Block| block.json["type"] == "code_execution_tool_result";
        if let Some(block) = self.blocks.iter_mut().rev().find(is_result) {
            block.file = Some((name.into(), content.into()));
        }
        self
    }

    /// Refuses to answer: the reason is `refusal`, with this explanation. [`then`](Self::then) puts it after other blocks.
    pub fn refusal(category: RefusalCategory, explanation: impl Into<String>) -> Self {
        let details = RefusalDetails::new().category(category).explanation(explanation);
        let details = Some(StopDetails::Refusal(details));
        Self { stop: Some(StopReason::Refusal), details, ..Self::nothing() }
    }

    /// Gives no answer: the reply is an error of this kind. For one after the beginning of a stream, see
    /// [`then_failure`](Self::then_failure).
    pub fn failure(kind: ErrorType, message: impl Into<String>) -> Self {
        Self::nothing().then_failure(kind, message)
    }

    /// Gives no answer: the service has too much to do, for a second (529).
    pub fn overloaded() -> Self {
        Self { failure: Some(failures::overloaded()), ..Self::nothing() }
    }

    /// Goes on with another answer: its blocks follow, and its end is that of both. Pauses stay those of this answer.
    #[must_use]
    pub fn then(mut self, answer: impl Into<Self>) -> Self {
        let answer = answer.into();
        self.blocks.extend(answer.blocks);
        self.stop = answer.stop.or(self.stop);
        self.details = answer.details.or(self.details);
        self.failure = answer.failure.or(self.failure);
        self.cut = self.cut.or(answer.cut);
        self
    }

    /// Ends with this reason. Default: `tool_use` after a call of a tool of the caller's, otherwise `end_turn`; the limits of the
    /// request come first.
    #[must_use]
    pub fn stop(self, reason: StopReason) -> Self {
        Self { stop: Some(reason), ..self }
    }

    /// Fails after the last piece: a stream has an `error` event there. A reply that is not a stream is an error.
    #[must_use]
    pub fn then_failure(self, kind: ErrorType, message: impl Into<String>) -> Self {
        Self { failure: Some(Failure::new(kind, message)), ..self }
    }

    /// Breaks the connection of a stream after so many pieces.
    #[must_use]
    pub fn cut_after(self, pieces: usize) -> Self {
        Self { cut: Some(pieces), ..self }
    }

    /// Waits so long before the answer begins, on the clock of the emulator.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Waits so long before each piece, on the clock of the emulator.
    #[must_use]
    pub fn paced(self, pause: Duration) -> Self {
        Self { pace: pause, ..self }
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<ContentBlock> for Answer {
    fn from(block: ContentBlock) -> Self {
        Self::block(block)
    }
}
