//! What the model of the emulator answers.

use std::time::Duration;

use serde_json::Value;

use crate::{FunctionCall, RunErrorCode, RunIncompleteReason};

/// What the model answers in one turn of a run: words, calls of functions, a refusal, or a way to break off.
///
/// ```
/// use schematic_openai::emulator::Answer;
/// use serde_json::json;
/// use std::time::Duration;
///
/// let both = Answer::call("get_weather", json!({ "city": "Delft" })).and_call("get_time", json!({ "city": "Delft" }));
/// let late = Answer::text("It is sunny.").after(Duration::from_secs(5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub(super) kind: Kind,
    pub(super) delay: Duration,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Text(String),
    Calls(Vec<FunctionCall>),
    Refusal(String),
    Failure(RunErrorCode, String),
    Incomplete(RunIncompleteReason, String),
    Silence,
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
            other => *other = Kind::Calls(vec![call]),
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
        Kind::Failure(code, message.into()).into()
    }

    /// A message that breaks off: the run is `incomplete`, for this reason.
    pub fn incomplete(reason: RunIncompleteReason, text: impl Into<String>) -> Self {
        Kind::Incomplete(reason, text.into()).into()
    }

    /// No answer ever: the run stays `in_progress` until it is cancelled or, after ten minutes, `expired`.
    pub fn silence() -> Self {
        Kind::Silence.into()
    }

    /// The same, but the model thinks for this long; until then the run stays `in_progress`.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}

impl From<Kind> for Answer {
    fn from(kind: Kind) -> Self {
        Self { kind, delay: Duration::ZERO }
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
