//! Runs: an assistant working on a thread.

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
    /// Runs: an assistant working on a thread.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/runs)
    pub group Runs {
        header "OpenAI-Beta": "assistants=v2";

        /// Starts a run, which is `queued` at first. Poll [`retrieve`](Self::retrieve) to follow
        /// its progress, or stream its events.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/createRun)
        create: POST /threads/<thread: ThreadId>/runs?<include[]: Vec<RunInclude>?> (json CreateRun)
            -> Run | sse RunEvent when stream until "[DONE]" error "error";

        /// Retrieves a run. `poll()` repeats the call until the run is [settled](Run::is_settled):
        /// it has ended, or it waits for the outputs of tool calls.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/getRun)
        retrieve: GET /threads/<thread: ThreadId>/runs/<run: RunId> -> Run polled until Run::is_settled;

        /// Modifies the metadata of a run.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/modifyRun)
        modify: POST /threads/<thread: ThreadId>/runs/<run: RunId> (json ModifyRun) -> Run;

        /// Cancels a run that is in progress. Its status is `cancelling` at first, and `cancelled`
        /// once it has stopped.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/cancelRun)
        cancel: POST /threads/<thread: ThreadId>/runs/<run: RunId>/cancel -> Run;

        /// Submits the outputs of all tool calls that a run in `requires_action` waits for. The run
        /// then continues.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/submitToolOutputs)
        submit_tool_outputs: POST /threads/<thread: ThreadId>/runs/<run: RunId>/submit_tool_outputs (json SubmitToolOutputs)
            -> Run | sse RunEvent when stream until "[DONE]" error "error";

        /// Lists the runs of a thread, newest first. A page has 20 items unless `limit` (1 to 100)
        /// says otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/listRuns)
        list: GET /threads/<thread: ThreadId>/runs?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
            &<after: RunId?>&<before: RunId?>
            -> Page<Run> paged by after;
    }
}

/// A field of run steps that is sent only on request, with the query parameter `include[]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunInclude {
    /// The content of file search results,
    /// [`FileSearchResult::content`](crate::FileSearchResult::content).
    #[wire(rename = "step_details.tool_calls[*].file_search.results[*].content")]
    FileSearchContent,
    /// A field that this version does not know.
    Unknown(String),
}
