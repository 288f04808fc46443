//! Answering the function calls of runs with Rust functions.

mod stream;

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use schematic_functions::{Definition, FunctionError, FunctionSet};

pub use self::stream::AnsweredRunStream;
use crate::{
    FunctionDefinition, Run, RunId, RunStatus, Runs, SubmitToolOutputs, ThreadId, Tool, ToolCall,
};

/// Declares a function in the form that the service expects.
impl From<&Definition> for FunctionDefinition {
    fn from(definition: &Definition) -> Self {
        let declared = Self::new(definition.name()).parameters(definition.parameters().clone());
        let declared = match definition.description() {
            Some(text) => declared.description(text),
            None => declared,
        };
        if definition.is_strict() { declared.strict(true) } else { declared }
    }
}

impl Tool {
    /// Returns the functions of a set as tools for an assistant (at most 128) or a run (at most 20).
    #[must_use]
    pub fn functions(functions: &FunctionSet) -> Vec<Self> {
        functions.definitions().map(Self::function).collect()
    }
}

impl From<&Definition> for Tool {
    fn from(definition: &Definition) -> Self {
        Self::function(definition)
    }
}

/// How long to wait for the cancellation of an abandoned run. Short, because the caller is waiting for an error that is
/// already known.
const CANCEL: Duration = Duration::from_secs(10);

impl Runs {
    /// Answers the function calls of runs with the functions of a set; see [`Answering`].
    pub fn answering(&self, functions: &FunctionSet) -> Answering {
        let (runs, functions) = (self.clone(), functions.clone());
        Answering { runs, functions, rounds: 16, timeout: Duration::from_secs(600) }
    }
}

/// Finishes or follows runs, and answers their function calls with the functions of a set.
///
/// Built by [`Runs::answering`].
///
/// Whenever a run stops in `requires_action`, the requested functions run concurrently, and their outputs are submitted
/// in one request, in the order of the calls. Calls with the same id count as one, the first. This repeats until the run ends.
///
/// | | default |
/// |---|---|
/// | [`rounds`](Self::rounds) | 16 |
/// | [`timeout`](Self::timeout) | 10 min |
///
/// When a limit is reached, or when a function fails and the set reacts with
/// [`Reaction::Fail`](schematic_functions::Reaction::Fail), the run is cancelled. The cancellation itself may take up
/// to 10 s. A run that requires an action other than tool outputs is returned as it is.
///
/// # Examples
///
/// ```no_run
/// use schematic_openai::functions::FunctionSet;
/// use schematic_openai::{OpenAi, Run};
///
/// async fn finish(openai: &OpenAi, run: Run, functions: &FunctionSet) -> Result<Run, Box<dyn std::error::Error>> {
///     Ok(openai.runs().answering(functions).rounds(5).finish(run).await?)
/// }
/// ```
#[derive(Clone)]
#[must_use = "nothing happens until a run is finished or followed"]
pub struct Answering {
    runs: Runs,
    functions: FunctionSet,
    rounds: u32,
    timeout: Duration,
}

impl fmt::Debug for Answering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answering")
            .field("functions", &self.functions)
            .field("rounds", &self.rounds)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl Answering {
    /// Sets how many times outputs are submitted at most. Default: 16.
    pub fn rounds(self, rounds: u32) -> Self {
        Self { rounds, ..self }
    }

    /// Sets how long the run may take until it ends, functions included. Default: 10 min.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Waits until the run has ended, and answers its function calls.
    ///
    /// # Errors
    ///
    /// See [`AnsweringError`]. A run that ends as `failed` is not an error: check its status.
    pub async fn finish(self, run: Run) -> Result<Run, AnsweringError> {
        let id = (run.thread_id.clone(), run.id.clone());
        let result = match tokio::time::timeout(self.timeout, self.answer(run)).await {
            Ok(result) => result,
            Err(_) => Err(AnsweringError::Timeout(self.timeout)),
        };
        if result.as_ref().is_err_and(AnsweringError::gives_up) {
            self.give_up(&id.0, &id.1).await;
        }
        result
    }

    async fn answer(&self, mut run: Run) -> Result<Run, AnsweringError> {
        for round in 0.. {
            if !run.is_settled() {
                let poll = self.runs.retrieve(&run.thread_id, &run.id).poll();
                // `finish` limits the total time, because it must cancel a run that takes too long.
                run = poll.timeout(Duration::MAX).await?;
            }
            if !wants_outputs(&run) {
                break;
            }
            if round == self.rounds {
                return Err(AnsweringError::Rounds(round));
            }
            let outputs = outputs(&self.functions, run.tool_calls()).await?;
            run = self.runs.submit_tool_outputs(&run.thread_id, &run.id, &outputs).await?;
        }
        Ok(run)
    }

    async fn give_up(&self, thread: &ThreadId, run: &RunId) {
        // The run may have ended in the meantime; the error that the caller gets matters more.
        let _ = self.runs.cancel(thread, run).timeout(CANCEL).await;
    }
}

/// Whether the run waits for tool outputs, rather than for an action that this version does not know.
fn wants_outputs(run: &Run) -> bool {
    run.status == RunStatus::RequiresAction && !run.tool_calls().is_empty()
}

/// Calls the functions of one required action. A call that is listed twice is one call: an id has one output.
async fn outputs(
    functions: &FunctionSet,
    calls: &[ToolCall],
) -> Result<SubmitToolOutputs, FunctionError> {
    let mut ids = BTreeSet::new();
    let calls: Vec<_> = calls.iter().filter(|call| ids.insert(&call.id)).collect();
    let named: Vec<_> =
        calls.iter().map(|call| (call.name(), call.function.arguments.as_str())).collect();
    let answers = functions.answer(&named).await?;
    let outputs = calls.iter().zip(answers).map(|(call, answer)| call.output(answer.into_text()));
    Ok(SubmitToolOutputs::new(outputs))
}

/// The reason a run was not brought to its end.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnsweringError {
    /// A call of the API failed. The run is not cancelled.
    Api(schematic_api::Error),
    /// A function failed, and the set reacted with [`Reaction::Fail`](schematic_functions::Reaction::Fail). The run is
    /// cancelled.
    Function(FunctionError),
    /// The run asked for outputs again after this many rounds. It is cancelled.
    Rounds(u32),
    /// The run did not end within this time. It is cancelled.
    Timeout(Duration),
}

impl AnsweringError {
    /// Whether the run is to be cancelled, because it would otherwise continue or wait without a caller.
    fn gives_up(&self) -> bool {
        !matches!(self, Self::Api(_))
    }
}

impl From<schematic_api::Error> for AnsweringError {
    fn from(error: schematic_api::Error) -> Self {
        Self::Api(error)
    }
}

impl From<FunctionError> for AnsweringError {
    fn from(error: FunctionError) -> Self {
        Self::Function(error)
    }
}

impl fmt::Display for AnsweringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Function(error) => error.fmt(f),
            Self::Rounds(rounds) => {
                write!(
                    f,
                    "the run still asks for tool outputs after {rounds} rounds; allow more with `rounds`"
                )
            }
            Self::Timeout(timeout) => {
                write!(f, "the run did not end within {timeout:?}; allow more with `timeout`")
            }
        }
    }
}

impl std::error::Error for AnsweringError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(error) => error.source(),
            Self::Function(error) => error.source(),
            Self::Rounds(_) | Self::Timeout(_) => None,
        }
    }
}
