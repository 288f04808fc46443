//! What the model of the emulator answers.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::{FunctionCall, RunErrorCode, RunIncompleteReason};

/// What the model answers in one turn of a run: words, calls of functions, a refusal, or a way to break off.
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
/// An answer comes in pieces: the words of a text or refusal, or the calls. A stream of the run has one event for a word, and
/// two for a call: its name, and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub(super) kind: Kind,
    pub(super) end: End,
    pub(super) delay: Duration,
    pub(super) pace: Duration,
    /// After how many pieces the connection of a stream breaks.
    pub(super) cut: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Text(String),
    Refusal(String),
    Calls(Vec<FunctionCall>),
    Nothing,
}

/// What follows the last piece.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum End {
    /// The run is completed, or waits for the outputs of the calls; after nothing at all, it goes on for ever.
    Regular,
    Incomplete(RunIncompleteReason),
    ErrorReply(RunErrorCode, String),
    /// An error event with this data.
    Error(Value),
}

impl Answer {
    /// A message. The run is `completed`.
    pub fn text(text: impl Into<String>) -> Self {
        Kind::Text(text.into()).into()
    }

    /// The call of a function. The run is in `requires_action` until its output comes.
    pub fn call(function: impl Into<String>, arguments: impl Into<Value>) -> Self {
        Self::calls([(function, arguments)])
    }

    /// Calls of several functions at once; one after the other when the run says `parallel_tool_calls: false`.
    pub fn calls<F: Into<String>, A: Into<Value>>(calls: impl IntoIterator<Item = (F, A)>) -> Self {
        Kind::Calls(
            calls.into_iter().map(|(function, arguments)| call(function, arguments)).collect(),
        )
        .into()
    }

    /// The call of one more function at once. An answer that calls none becomes one that does.
    #[must_use]
    pub fn and_call(mut self, function: impl Into<String>, arguments: impl Into<Value>) -> Self {
        let call = call(function, arguments);
        match &mut self.kind {
            Kind::Calls(calls) => calls.push(call),
            _ => (self.kind, self.end) = (Kind::Calls(vec![call]), End::Regular),
        }
        self
    }

    /// The call of a function with arguments that need not be JSON, as models write them now and then.
    pub fn call_raw(function: impl Into<String>, arguments: impl Into<String>) -> Self {
        Kind::Calls(vec![FunctionCall::new(function).arguments(arguments)]).into()
    }

    /// A message in which the model declines. The run is `completed` all the same.
    pub fn refusal(text: impl Into<String>) -> Self {
        Kind::Refusal(text.into()).into()
    }

    /// No answer: the run is `failed`, with this error.
    pub fn failure(code: RunErrorCode, message: impl Into<String>) -> Self {
        Self::from(Kind::Nothing).then_failure(code, message)
    }

    /// A message that breaks off: the run is `incomplete`, for this reason.
    pub fn incomplete(reason: RunIncompleteReason, text: impl Into<String>) -> Self {
        Self { end: End::Incomplete(reason), ..Self::text(text) }
    }

    /// No answer ever: the run stays `in_progress` until it is cancelled or, after ten minutes, `expired`.
    pub fn silence() -> Self {
        Kind::Nothing.into()
    }

    /// The same, but the model thinks for this long; until then the run stays `in_progress`.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The same, but this long passes between each two pieces. A run that does not stream stays `in_progress` as long as
    /// that takes all together.
    #[must_use]
    pub fn paced(self, pause: Duration) -> Self {
        Self { pace: pause, ..self }
    }

    /// The same, but after the last piece the run is `failed`, with this error. A message that was begun is `incomplete`.
    #[must_use]
    pub fn then_failure(self, code: RunErrorCode, message: impl Into<String>) -> Self {
        Self { end: End::ErrorReply(code, message.into()), ..self }
    }

    /// The same, but after the last piece a stream ends with an `error` event, and the run is `failed`; for a run that
    /// does not stream it is the same as a [failure](Self::then_failure) of the code `server_error`.
    ///
    /// `body` is the data of the event: an [`ErrorObject`](crate::ErrorObject) as in the service's specification, an
    /// [`ErrorResponse`](crate::ErrorResponse) as the official SDKs expect it, or JSON of your own. What cannot be written
    /// as JSON is `null`.
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

    /// The same, but the connection of a stream breaks after so many pieces, or after the last one if there are fewer; what
    /// would end the stream never comes. The run itself goes on as if nothing had happened, and a run that does not stream
    /// knows nothing of it.
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
    /// Keeps the first call only, and gives what is left for the turns after it.
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

/// A bare text is a message.
impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

/// A bare text is a message.
impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

fn call(function: impl Into<String>, arguments: impl Into<Value>) -> FunctionCall {
    FunctionCall::new(function).arguments(arguments.into().to_string())
}
