//! Runs: an assistant at work on a thread.

mod create;
mod run;
mod tool_calls;
mod wait;

use schematic_api::{StringEnum, api};

pub use self::create::{CreateRun, ModifyRun};
pub use self::run::{
    Run, RunError, RunErrorCode, RunIncompleteDetails, RunIncompleteReason, RunStatus, Usage,
};
pub use self::tool_calls::{
    FunctionCall, RequiredAction, RequiredToolOutputs, SubmitToolOutputs, SubmitToolOutputsAction,
    ToolCall, ToolOutput,
};
use crate::{Order, Page, RunEvent, RunId, ThreadId};

api! {
    /// Runs: an assistant at work on a thread.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/runs)
    pub group Runs {
        header "OpenAI-Beta": "assistants=v2";

        /// Starts a run. It is `queued` at first: poll [`retrieve`](Self::retrieve) to see where it
        /// gets, or stream its events.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/createRun)
        create: POST /threads/<thread: ThreadId>/runs?<include[]: Vec<RunInclude>?> (json CreateRun)
            -> Run | sse RunEvent when stream until "[DONE]" error "error";

        /// Gives a run by its id. Polled, it is asked for until it ends or wants something: see
        /// [`Run::is_settled`].
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/getRun)
        retrieve: GET /threads/<thread: ThreadId>/runs/<run: RunId> -> Run polled until Run::is_settled;

        /// Changes the notes on a run.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/modifyRun)
        modify: POST /threads/<thread: ThreadId>/runs/<run: RunId> (json ModifyRun) -> Run;

        /// Cancels a run that is in progress. It is `cancelling` at first, and `cancelled` when it
        /// has stopped.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/cancelRun)
        cancel: POST /threads/<thread: ThreadId>/runs/<run: RunId>/cancel -> Run;

        /// Gives the outputs of all tool calls that a run in `requires_action` asks for, so that it
        /// goes on.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/submitToolOutputs)
        submit_tool_outputs: POST /threads/<thread: ThreadId>/runs/<run: RunId>/submit_tool_outputs (json SubmitToolOutputs)
            -> Run | sse RunEvent when stream until "[DONE]" error "error";

        /// Lists the runs of a thread: 20 a page (`limit` takes 1 to 100), newest first.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/listRuns)
        list: GET /threads/<thread: ThreadId>/runs?<limit: u32?>&<order: Order?>&<after: RunId?>&<before: RunId?>
            -> Page<Run> paged by after;
    }
}

/// What the service adds to run steps when asked, in `include[]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunInclude {
    /// The text that the file search found, in
    /// [`FileSearchResult::content`](crate::FileSearchResult::content).
    #[wire(name = "step_details.tool_calls[*].file_search.results[*].content")]
    FileSearchContent,
    /// A field that this version does not know.
    Unknown(String),
}
