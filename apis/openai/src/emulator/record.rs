//! The record of a run: the run itself, its steps, and the events that a stream of it carries.

use serde::Serialize;

use super::event::Event;
use super::usage;
use super::world::World;
use crate::{
    FunctionStep, FunctionStepCall, Metadata, RequiredAction, RequiredToolOutputs, Run, RunError,
    RunErrorCode, RunStatus, RunStep, StepDetails, StepId, StepStatus, StepToolCall, StepType,
    SubmitToolOutputsAction, Timestamp, ToolCall, ToolOutput, Usage,
};

/// A run with its steps. Every change is also recorded as an event.
pub(super) struct Record {
    pub(super) run: Run,
    /// Oldest first.
    pub(super) steps: Vec<RunStep>,
    pub(super) events: Vec<Event>,
    /// Whether the events show the content of file search results.
    pub(super) contents: bool,
}

impl Record {
    /// Creates the record of a queued run.
    pub(super) fn new(run: Run) -> Self {
        let run = run.status(RunStatus::Queued);
        let mut record = Self { run, steps: Vec::new(), events: Vec::new(), contents: false };
        record.emit_run("created");
        record.emit_run("queued");
        record
    }

    /// Ends the run, with the tokens of all its steps.
    pub(super) fn end(&mut self, status: RunStatus) {
        self.run.expires_at = None;
        self.run.usage = Some(usage::sum(self.steps.iter().filter_map(|step| step.usage.as_ref())));
        self.change(status);
    }

    /// Sets the status of the run.
    pub(super) fn change(&mut self, status: RunStatus) {
        let name = status.to_string();
        self.run.status = status;
        self.emit_run(&name);
    }

    /// Waits for the outputs of calls.
    pub(super) fn require(&mut self, calls: Vec<ToolCall>) {
        let wanted = RequiredToolOutputs::new().tool_calls(calls);
        self.run.required_action = Some(RequiredAction::SubmitToolOutputs(
            SubmitToolOutputsAction::new().submit_tool_outputs(wanted),
        ));
        self.change(RunStatus::RequiresAction);
    }

    /// Begins a step.
    pub(super) fn open_step(
        &mut self,
        kind: StepType,
        details: StepDetails,
        world: &mut World,
    ) -> StepId {
        let step = RunStep::new(world.id::<String>("step"))
            .created_at(world.timestamp())
            .assistant_id(&self.run.assistant_id)
            .thread_id(&self.run.thread_id)
            .run_id(&self.run.id)
            .kind(kind)
            .status(StepStatus::InProgress)
            .step_details(details)
            .metadata(Metadata::new());
        self.emit("thread.run.step.created", &step);
        self.emit("thread.run.step.in_progress", &step);
        let id = step.id.clone();
        self.steps.push(step);
        id
    }

    /// Adds a call to the current step.
    pub(super) fn add_call(&mut self, call: StepToolCall) {
        let details = self.steps.last_mut().map(|step| &mut step.step_details);
        if let Some(StepDetails::ToolCalls(details)) = details {
            details.tool_calls.push(call);
        }
    }

    /// Ends the current step, if there is one.
    pub(super) fn close_step(&mut self, status: StepStatus, usage: Usage, now: Timestamp) {
        let Some(step) = self.steps.last_mut().filter(|step| step.status == StepStatus::InProgress)
        else {
            return;
        };
        match status {
            StepStatus::Completed => step.completed_at = Some(now),
            StepStatus::Cancelled => step.cancelled_at = Some(now),
            StepStatus::Expired => step.expired_at = Some(now),
            StepStatus::Failed => {
                step.failed_at = Some(now);
                step.last_error = self.run.last_error.clone().map(error_of_step);
            }
            _ => {}
        }
        let name = format!("thread.run.step.{status}");
        step.usage = Some(usage);
        step.status = status;
        let step = shown(step, self.contents);
        self.emit(name, &step);
    }

    /// Adds the outputs to their calls.
    pub(super) fn take_outputs(&mut self, outputs: &[ToolOutput]) {
        for output in outputs {
            let call = self.function_calls().find(|call| call.id == output.tool_call_id);
            if let Some(call) = call {
                call.function.output = Some(output.output.clone());
            }
        }
    }

    /// Returns the functions that were called, oldest first.
    pub(super) fn outputs(&mut self) -> Vec<FunctionStepCall> {
        self.function_calls().map(|call| call.function.clone()).collect()
    }

    /// Returns all tool calls, oldest first.
    pub(super) fn calls(&self) -> Vec<StepToolCall> {
        let calls = self.steps.iter().filter_map(|step| match &step.step_details {
            StepDetails::ToolCalls(details) => Some(&details.tool_calls),
            _ => None,
        });
        calls.flatten().cloned().collect()
    }

    fn function_calls(&mut self) -> impl Iterator<Item = &mut FunctionStep> {
        let calls = self.steps.iter_mut().filter_map(|step| match &mut step.step_details {
            StepDetails::ToolCalls(details) => Some(&mut details.tool_calls),
            _ => None,
        });
        calls.flatten().filter_map(|call| match call {
            StepToolCall::Function(call) => Some(call),
            _ => None,
        })
    }

    fn emit_run(&mut self, name: &str) {
        let run = self.run.clone();
        self.emit(format!("thread.run.{name}"), &run);
    }

    pub(super) fn emit(&mut self, name: impl Into<String>, data: &impl Serialize) {
        self.events.push(Event::new(name, data));
    }
}

/// Returns the error of a run as that of its step, for which the service has one code less.
fn error_of_step(mut error: RunError) -> RunError {
    if error.code == RunErrorCode::InvalidPrompt {
        error.code = RunErrorCode::ServerError;
    }
    error
}

/// Returns a step as replies show it: without the content of file search results, unless it was asked for.
pub(super) fn shown(step: &RunStep, contents: bool) -> RunStep {
    let mut step = step.clone();
    if let StepDetails::ToolCalls(details) = &mut step.step_details {
        for call in details.tool_calls.iter_mut().filter(|_| !contents) {
            let StepToolCall::FileSearch(call) = call else { continue };
            for found in call.file_search.results.iter_mut().flatten() {
                found.content = None;
            }
        }
    }
    step
}
