//! What the model of the emulator answers.

use std::time::Duration;

use schematic_api::IntoList;
use serde::Serialize;
use serde_json::Value;

use crate::{
    CodeInterpreterCall, CodeInterpreterOutput, CodeInterpreterStep, FileSearchCall,
    FileSearchRanking, FileSearchResult, FileSearchStep, FunctionCall, Ranker, RunErrorCode,
    RunIncompleteReason, StepToolCall,
};

/// The model's answer in one turn of a run: a text, function calls, a call of a built-in tool, a refusal, or a failure.
///
/// ```
/// use schematic_openai::RunErrorCode;
/// use schematic_openai::emulator::Answer;
/// use serde_json::json;
/// use std::time::Duration;
///
/// let both = Answer::call("get_weather", json!({ "city": "Delft" })).and_call("get_time", json!({ "city": "Delft" }));
/// let late = Answer::text("It is sunny.").after(Duration::from_secs(5)).paced(Duration::from_millis(200));
/// let half = Answer::text("It all began").then_failure(RunErrorCode::ServerError, "Out of order.");
/// let lost = Answer::text("It is sunny.").cut_after(2);
/// ```
///
/// An answer is written in pieces: each word of a text or refusal is one, and each call. A stream of the run carries one
/// event for a word, and two for a function call: the first with its name, the second with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub(super) kind: Kind,
    pub(super) end: End,
    pub(super) delay: Duration,
    pub(super) pace: Duration,
    /// The number of pieces after which the connection of a stream breaks.
    pub(super) cut: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Text(String),
    Refusal(String),
    Calls(Vec<FunctionCall>),
    /// A search in the vector stores of the run.
    Search(String),
    /// A call of a built-in tool, with its result but without an id.
    Tool(Box<StepToolCall>),
    Nothing,
}

/// What follows the last piece.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum End {
    /// The run completes, or waits for the outputs of the calls. After `Kind::Nothing` it stays `in_progress`.
    Regular,
    Incomplete(RunIncompleteReason),
    Failure(RunErrorCode, String),
    /// An `error` event with this data.
    Error(Value),
}

impl Answer {
    /// Answers with a message. The run ends as `completed`. Each [citation](super::Passage::citation) in the text becomes an
    /// annotation.
    pub fn text(text: impl Into<String>) -> Self {
        Kind::Text(text.into()).into()
    }

    /// Calls a function. The run is in `requires_action` until the output is submitted.
    pub fn call(function: impl Into<String>, arguments: impl Into<Value>) -> Self {
        Self::calls([(function, arguments)])
    }

    /// Calls several functions at once, or one after the other if the run sets `parallel_tool_calls: false`.
    pub fn calls<F: Into<String>, A: Into<Value>>(calls: impl IntoIterator<Item = (F, A)>) -> Self {
        Kind::Calls(
            calls.into_iter().map(|(function, arguments)| call(function, arguments)).collect(),
        )
        .into()
    }

    /// Adds a call to the others of this answer. An answer of another kind is replaced by the call, but keeps its delay
    /// and pauses.
    #[must_use]
    pub fn and_call(mut self, function: impl Into<String>, arguments: impl Into<Value>) -> Self {
        let call = call(function, arguments);
        match &mut self.kind {
            Kind::Calls(calls) => calls.push(call),
            _ => (self.kind, self.end) = (Kind::Calls(vec![call]), End::Regular),
        }
        self
    }

    /// Calls a function with arguments that need not be JSON, because models sometimes write such arguments.
    pub fn call_raw(function: impl Into<String>, arguments: impl Into<String>) -> Self {
        Kind::Calls(vec![FunctionCall::new(function).arguments(arguments.into())]).into()
    }

    /// Runs a program in the code interpreter, which prints `logs`. The service does that by itself: the run stays
    /// `in_progress`, and the model answers again.
    ///
    /// ```
    /// use schematic_openai::emulator::{Answer, Emulator};
    ///
    /// let emulator = Emulator::new().script([Answer::code_interpreter("print(2 + 2)", "4"), Answer::text("Four.")]);
    /// ```
    pub fn code_interpreter(input: impl Into<String>, logs: impl Into<String>) -> Self {
        Self::program(input, [CodeInterpreterOutput::logs(logs)])
    }

    /// Runs a program in the code interpreter as [`code_interpreter`](Self::code_interpreter) does, with these outputs. The
    /// emulator has no files for images: their ids are those that you give.
    ///
    /// ```
    /// use schematic_openai::CodeInterpreterOutput;
    /// use schematic_openai::emulator::Answer;
    ///
    /// let outputs = [CodeInterpreterOutput::logs("42 mm"), CodeInterpreterOutput::image("file-abc123")];
    /// let plot = Answer::program("plot(rain)", outputs);
    /// ```
    pub fn program(
        input: impl Into<String>,
        outputs: impl IntoList<CodeInterpreterOutput>,
    ) -> Self {
        let call = CodeInterpreterCall::new().input(input).outputs(outputs);
        let step = CodeInterpreterStep::new().code_interpreter(call);
        Kind::Tool(Box::new(StepToolCall::CodeInterpreter(step))).into()
    }

    /// Searches the vector stores of the run, those of its assistant and of its thread, for this. As with
    /// [`code_interpreter`](Self::code_interpreter), the model then answers again; [`Turn::passages`] has what was found.
    ///
    /// The settings of the tool, such as the number of results, are those of the run. The search compares words, not
    /// meanings.
    ///
    /// ```
    /// use schematic_openai::emulator::{Answer, Emulator};
    ///
    /// let emulator = Emulator::new().model(|turn| match turn.passages().next() {
    ///     Some(best) => Answer::text(format!("It says: {}{}", best.text(), best.citation())),
    ///     None if turn.calls().is_empty() => Answer::search_files(turn.question()),
    ///     None => Answer::text("No file says anything about that."),
    /// });
    /// ```
    ///
    /// [`Turn::passages`]: super::Turn::passages
    pub fn search_files(query: impl Into<String>) -> Self {
        Kind::Search(query.into()).into()
    }

    /// Searches files, and finds these, whatever the vector stores have. As with [`code_interpreter`](Self::code_interpreter), the model then answers
    /// again.
    ///
    /// ```
    /// use schematic_openai::FileSearchResult;
    /// use schematic_openai::emulator::Answer;
    ///
    /// let found = FileSearchResult::new().file_id("file-abc123").file_name("report.pdf").score(0.9);
    /// let search = Answer::file_search([found]);
    /// ```
    pub fn file_search(results: impl IntoList<FileSearchResult>) -> Self {
        let ranking = FileSearchRanking::new().ranker(Ranker::Default20240821).score_threshold(0.0);
        let call = FileSearchCall::new().ranking_options(ranking).results(results);
        Kind::Tool(Box::new(StepToolCall::FileSearch(FileSearchStep::new().file_search(call))))
            .into()
    }

    /// Answers with a message that has a refusal. The run still ends as `completed`.
    pub fn refusal(text: impl Into<String>) -> Self {
        Kind::Refusal(text.into()).into()
    }

    /// Gives no answer: the run ends as `failed`, with this error.
    pub fn failure(code: RunErrorCode, message: impl Into<String>) -> Self {
        Self::from(Kind::Nothing).then_failure(code, message)
    }

    /// Answers with a message that ends too early: the run is `incomplete`, for this reason.
    pub fn incomplete(reason: RunIncompleteReason, text: impl Into<String>) -> Self {
        Self { end: End::Incomplete(reason), ..Self::text(text) }
    }

    /// Never answers: the run stays `in_progress` until it is cancelled or, ten minutes after its creation, `expired`.
    pub fn silence() -> Self {
        Kind::Nothing.into()
    }

    /// Waits this long before the first piece; until then the run stays `in_progress`. Default: no wait.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Waits this long between two pieces. A run that does not stream stays `in_progress` for the sum of these pauses.
    /// Default: no wait.
    #[must_use]
    pub fn paced(self, pause: Duration) -> Self {
        Self { pace: pause, ..self }
    }

    /// Fails after the last piece: the run ends as `failed`, with this error. A message that was begun is `incomplete`.
    #[must_use]
    pub fn then_failure(self, code: RunErrorCode, message: impl Into<String>) -> Self {
        Self { end: End::Failure(code, message.into()), ..self }
    }

    /// Ends a stream with an `error` event after the last piece; the run ends as `failed`. A run that does not stream
    /// fails as with [`then_failure`](Self::then_failure) and the code `server_error`.
    ///
    /// `body` is the data of the event: an [`ErrorObject`](crate::ErrorObject) as in the service's specification, an
    /// [`ErrorResponse`](crate::ErrorResponse) as the official SDKs expect it, or any other JSON. A value that cannot
    /// be encoded as JSON becomes `null`.
    ///
    /// ```
    /// use schematic_openai::emulator::Answer;
    /// use schematic_openai::{ErrorObject, ErrorResponse};
    ///
    /// let error = ErrorObject::new("The server is overloaded.").code("server_error");
    /// let flat = Answer::text("It all").then_error(&error);
    /// let nested = Answer::text("It all").then_error(&ErrorResponse::from(error));
    /// ```
    #[must_use]
    pub fn then_error(self, body: &impl Serialize) -> Self {
        Self { end: End::Error(serde_json::to_value(body).unwrap_or_default()), ..self }
    }

    /// Breaks the connection of a stream after this many pieces, or after the last one if there are fewer; the events
    /// that would end the stream are never sent. The run itself continues as if nothing had happened, and a run that
    /// does not stream is not affected.
    ///
    /// ```
    /// use schematic_openai::emulator::{Answer, Emulator};
    /// use schematic_openai::{CreateAssistant, CreateRun, CreateThread};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// let openai = Emulator::new().script([Answer::text("It is sunny.").cut_after(2)]).client();
    /// let assistant = openai.assistants().create(&CreateAssistant::new("gpt-4o")).await?.id;
    /// let thread = openai.threads().create(&CreateThread::new()).await?.id;
    /// let mut run = openai.runs().create_and_stream(&thread, &CreateRun::new(assistant)).await?;
    /// assert!(run.final_run().await.is_err());
    /// assert_eq!(run.snapshot().messages().next().map(|message| message.text()).as_deref(), Some("It is "));
    /// # Ok::<(), schematic_api::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn cut_after(self, pieces: usize) -> Self {
        Self { cut: Some(pieces), ..self }
    }
}

impl Answer {
    /// Keeps only the first call, and returns the others for later turns.
    pub(super) fn keep_one_call(&mut self) -> Option<Self> {
        let Kind::Calls(calls) = &mut self.kind else { return None };
        let later = calls.split_off(calls.len().min(1));
        if later.is_empty() {
            return None;
        }
        let end = std::mem::replace(&mut self.end, End::Regular);
        Some(Self { end, pace: self.pace, ..Kind::Calls(later).into() })
    }
}

impl From<Kind> for Answer {
    fn from(kind: Kind) -> Self {
        let (delay, pace) = (Duration::ZERO, Duration::ZERO);
        Self { kind, end: End::Regular, delay, pace, cut: None }
    }
}

/// Answers with a message.
impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

/// Answers with a message.
impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

fn call(function: impl Into<String>, arguments: impl Into<Value>) -> FunctionCall {
    FunctionCall::new(function).arguments(arguments.into().to_string())
}
