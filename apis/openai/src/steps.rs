//! Run steps: what an assistant did during a run.

mod step;
mod tool_calls;

use schematic_api::api;

pub use self::step::{
    MessageCreation, MessageCreationStep, RunStep, StepDetails, StepStatus, StepType, ToolCallsStep,
};
pub use self::tool_calls::{
    CodeInterpreterCall, CodeInterpreterImage, CodeInterpreterLogs, CodeInterpreterOutput,
    CodeInterpreterStep, FileSearchCall, FileSearchContent, FileSearchRanking, FileSearchResult,
    FileSearchStep, FunctionStep, FunctionStepCall, OutputImage, StepToolCall,
};
use crate::{Order, Page, RunId, RunInclude, StepId, ThreadId};

api! {
    /// Run steps: what an assistant did during a run.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/run-steps)
    pub group Steps {
        header "OpenAI-Beta": "assistants=v2";

        /// Retrieves a run step.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/run-steps/getRunStep)
        retrieve: GET /threads/<thread: ThreadId>/runs/<run: RunId>/steps/<step: StepId>?<include[]: Vec<RunInclude>?> -> RunStep;

        /// Lists the steps of a run, newest first. A page has 20 items unless `limit` (1 to 100)
        /// says otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/run-steps/listRunSteps)
        list: GET /threads/<thread: ThreadId>/runs/<run: RunId>/steps
            ?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
            &<after: StepId?>&<before: StepId?>&<include[]: Vec<RunInclude>?>
            -> Page<RunStep> paged by after;
    }
}
