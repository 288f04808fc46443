//! A run at work: the state machine behind its status.
//!
//! ```text
//! queued ─► in_progress ─► completed | failed | incomplete
//!   ▲            │
//!   └─ outputs ─ requires_action          any of these ─► cancelling ─► cancelled,  or  expired
//! ```
//!
//! Each transition is written down as the events that a stream of the run carries; what the handlers give back is what these
//! events have built.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{Answer, Kind};
use super::store::World;
use super::turn::Turn;
use super::{Event, usage};
use crate::{
    Attachment, ContentPart, FunctionCall, FunctionStep, FunctionStepCall, Message,
    MessageIncompleteDetails, MessageIncompleteReason, MessageStatus, Metadata, RefusalPart,
    RequiredAction, RequiredToolOutputs, Role, Run, RunError, RunErrorCode, RunIncompleteDetails,
    RunIncompleteReason, RunStatus, RunStep, StepDetails, StepStatus, StepToolCall, StepType,
    SubmitToolOutputsAction, Timestamp, ToolCall, ToolOutput, Truncation,
};

/// How long a run may take: the service's ten minutes.
pub(super) const LIFETIME: Duration = Duration::from_secs(600);

pub(super) struct Job {
    pub(super) run: Run,
    /// Oldest first.
    pub(super) steps: Vec<RunStep>,
    pub(super) events: Vec<Event>,
    /// The first event since the run was created, or went on with tool outputs: where a stream begins.
    pub(super) resumed: usize,
    expires: Instant,
    /// What the model is about to answer, and from when on.
    answer: Option<(Kind, Instant)>,
    /// Calls that wait for their turn in a run without parallel calls.
    calls: VecDeque<FunctionCall>,
    /// How many characters the model read for its answer.
    read: usize,
    /// How many it wrote in the step that is in progress.
    written: usize,
}

impl Job {
    /// A run that is queued.
    pub(super) fn new(run: Run, world: &World) -> Self {
        let expires = world.now() + LIFETIME;
        let (steps, events, calls) = (Vec::new(), Vec::new(), VecDeque::new());
        let mut job = Self {
            run,
            steps,
            events,
            resumed: 0,
            expires,
            answer: None,
            calls,
            read: 0,
            written: 0,
        };
        job.emit_run("created");
        job.change(RunStatus::Queued);
        job
    }

    /// Moves the run on by one transition, if it is the service's turn.
    pub(super) fn advance(&mut self, world: &mut World, messages: &mut Vec<Message>) {
        if !self.run.status.is_terminal() && world.now() >= self.expires {
            return self.expire(world);
        }
        match self.run.status {
            RunStatus::Queued => self.begin(world, messages),
            RunStatus::InProgress => self.answer(world, messages),
            RunStatus::Cancelling => self.cancelled(world),
            _ => {}
        }
    }

    pub(super) fn cancel(&mut self) {
        self.run.required_action = None;
        self.change(RunStatus::Cancelling);
    }

    /// Takes the outputs of all calls that the run waits for.
    pub(super) fn submit(&mut self, outputs: &[ToolOutput], world: &World) {
        self.resumed = self.events.len();
        for output in outputs {
            if let Some(call) = self.function_calls().find(|call| call.id == output.tool_call_id) {
                call.function.output = Some(output.output.clone());
            }
        }
        self.run.required_action = None;
        self.close_step(StepStatus::Completed, world.timestamp());
        self.change(RunStatus::Queued);
    }

    fn begin(&mut self, world: &mut World, messages: &[Message]) {
        self.run.started_at.get_or_insert(world.timestamp());
        let turn = Turn {
            run: self.run.clone(),
            messages: self.visible(messages),
            outputs: self.outputs(),
        };
        self.read = turn.length();
        let Answer { kind, delay } = match self.calls.pop_front() {
            Some(call) => Kind::Calls(vec![call]).into(),
            None => world.answer(&turn),
        };
        self.answer = Some((kind, world.now() + delay));
        self.change(RunStatus::InProgress);
    }

    fn answer(&mut self, world: &mut World, messages: &mut Vec<Message>) {
        let Some((kind, _)) =
            self.answer.take_if(|(kind, ready)| *kind != Kind::Silence && world.now() >= *ready)
        else {
            return;
        };
        match kind {
            Kind::Text(text) => self.speak(ContentPart::text(text), None, world, messages),
            Kind::Refusal(text) => self.speak(refusal(text), None, world, messages),
            Kind::Calls(calls) => self.call(calls, world),
            Kind::Failure(code, message) => self.fail(code, message, world),
            Kind::Incomplete(reason, text) => {
                self.speak(ContentPart::text(text), Some(reason), world, messages)
            }
            Kind::Silence => {}
        }
    }

    /// Writes a message and ends; broken off, if there is a reason to.
    fn speak(
        &mut self,
        part: ContentPart,
        broken_off: Option<RunIncompleteReason>,
        world: &mut World,
        messages: &mut Vec<Message>,
    ) {
        let message = self.message(world);
        self.open_step(
            StepType::MessageCreation,
            StepDetails::message_creation(&message.id),
            world,
        );
        self.emit("thread.message.created", &message);
        self.emit("thread.message.in_progress", &message);
        self.emit_words(&message, &part);
        let now = world.timestamp();
        let message = match broken_off {
            None => message.content([part]).status(MessageStatus::Completed).completed_at(now),
            Some(_) => message
                .content([part])
                .status(MessageStatus::Incomplete)
                .incomplete_at(now)
                .incomplete_details(
                    MessageIncompleteDetails::new().reason(MessageIncompleteReason::MaxTokens),
                ),
        };
        self.emit(
            if broken_off.is_none() {
                "thread.message.completed"
            } else {
                "thread.message.incomplete"
            },
            &message,
        );
        messages.push(message);
        self.close_step(StepStatus::Completed, now);
        self.conclude(broken_off, now);
    }

    fn conclude(&mut self, broken_off: Option<RunIncompleteReason>, now: Timestamp) {
        match broken_off {
            None => {
                self.run.completed_at = Some(now);
                self.end(RunStatus::Completed);
            }
            Some(reason) => {
                self.run.incomplete_details = Some(RunIncompleteDetails::new().reason(reason));
                self.end(RunStatus::Incomplete);
            }
        }
    }

    fn message(&self, world: &mut World) -> Message {
        Message::new(world.id::<String>("msg"))
            .created_at(world.timestamp())
            .thread_id(&self.run.thread_id)
            .status(MessageStatus::InProgress)
            .role(Role::Assistant)
            .assistant_id(&self.run.assistant_id)
            .run_id(&self.run.id)
            .attachments(Vec::<Attachment>::new())
            .metadata(Metadata::new())
    }

    /// Asks the caller to call functions.
    fn call(&mut self, calls: Vec<FunctionCall>, world: &mut World) {
        self.calls.extend(calls);
        let together =
            if self.run.parallel_tool_calls == Some(false) { 1 } else { self.calls.len() };
        let now = self.calls.drain(..together.min(self.calls.len()));
        let calls: Vec<_> =
            now.map(|call| ToolCall::new(world.id::<String>("call"), call)).collect();
        self.written = calls.iter().map(|call| call.function.arguments.len()).sum();
        self.open_step(
            StepType::ToolCalls,
            StepDetails::tool_calls(calls.iter().map(pending)),
            world,
        );
        self.emit_calls(&calls);
        let wanted = RequiredToolOutputs::new().tool_calls(calls);
        self.run.required_action = Some(RequiredAction::SubmitToolOutputs(
            SubmitToolOutputsAction::new().submit_tool_outputs(wanted),
        ));
        self.change(RunStatus::RequiresAction);
    }

    fn fail(&mut self, code: RunErrorCode, message: String, world: &World) {
        self.run.last_error = Some(RunError::new().code(code).message(message));
        self.run.failed_at = Some(world.timestamp());
        self.close_step(StepStatus::Failed, world.timestamp());
        self.end(RunStatus::Failed);
    }

    fn cancelled(&mut self, world: &World) {
        self.run.cancelled_at = Some(world.timestamp());
        self.close_step(StepStatus::Cancelled, world.timestamp());
        self.end(RunStatus::Cancelled);
    }

    fn expire(&mut self, world: &World) {
        self.run.required_action = None;
        self.close_step(StepStatus::Expired, world.timestamp());
        self.end(RunStatus::Expired);
    }

    fn end(&mut self, status: RunStatus) {
        self.run.expires_at = None;
        self.run.usage = Some(usage::sum(self.steps.iter().filter_map(|step| step.usage.as_ref())));
        self.change(status);
    }

    fn change(&mut self, status: RunStatus) {
        let name = status.to_string();
        self.run.status = status;
        self.emit_run(&name);
    }

    fn open_step(&mut self, kind: StepType, details: StepDetails, world: &mut World) {
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
        self.steps.push(step);
    }

    /// Ends the step that is in progress, if there is one.
    fn close_step(&mut self, status: StepStatus, now: Timestamp) {
        let Some(step) = self.steps.last_mut().filter(|step| step.status == StepStatus::InProgress)
        else {
            return;
        };
        match status {
            StepStatus::Completed => step.completed_at = Some(now),
            StepStatus::Cancelled => step.cancelled_at = Some(now),
            StepStatus::Expired => step.expired_at = Some(now),
            StepStatus::Failed => step.failed_at = Some(now),
            _ => {}
        }
        let name = format!("thread.run.step.{status}");
        step.usage = Some(usage::of(self.read, self.written));
        step.status = status;
        let step = step.clone();
        self.emit(name, &step);
    }

    /// The messages that the truncation strategy lets the model see.
    fn visible(&self, messages: &[Message]) -> Vec<Message> {
        let newest = match &self.run.truncation_strategy {
            Some(strategy) if strategy.kind == Truncation::LastMessages => strategy.last_messages,
            _ => None,
        };
        let hidden = newest.map_or(0, |newest| messages.len().saturating_sub(newest as usize));
        messages.iter().skip(hidden).cloned().collect()
    }

    /// The functions that were called, oldest first.
    fn outputs(&mut self) -> Vec<FunctionStepCall> {
        self.function_calls().map(|call| call.function.clone()).collect()
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

    fn emit(&mut self, name: impl Into<String>, data: &impl Serialize) {
        self.events.push(Event::new(name, data));
    }

    /// The words as they come, one after the other.
    fn emit_words(&mut self, message: &Message, part: &ContentPart) {
        let (kind, words) = match part {
            ContentPart::Refusal(part) => ("refusal", part.refusal.as_str()),
            part => ("text", part.as_text().unwrap_or_default()),
        };
        self.written = words.len();
        for word in words.split_inclusive(' ') {
            let value = if kind == "text" {
                json!({ "value": word, "annotations": [] })
            } else {
                json!(word)
            };
            let delta = json!({ "content": [{ "index": 0, "type": kind, kind: value }] });
            self.emit(
                "thread.message.delta",
                &delta_of("thread.message.delta", message.id.as_str(), delta),
            );
        }
    }

    /// The calls as they come, each at once.
    fn emit_calls(&mut self, calls: &[ToolCall]) {
        let Some(step) = self.steps.last().map(|step| step.id.to_string()) else { return };
        for (index, call) in calls.iter().enumerate() {
            let function = json!({ "name": call.function.name, "arguments": call.function.arguments, "output": null });
            let call =
                json!({ "index": index, "id": call.id, "type": "function", "function": function });
            let delta = json!({ "step_details": { "type": "tool_calls", "tool_calls": [call] } });
            self.emit("thread.run.step.delta", &delta_of("thread.run.step.delta", &step, delta));
        }
    }
}

/// A call whose output is still to come.
fn pending(call: &ToolCall) -> StepToolCall {
    let function =
        FunctionStepCall::new().name(&call.function.name).arguments(&call.function.arguments);
    StepToolCall::Function(FunctionStep::new().id(&call.id).function(function))
}

fn delta_of(object: &str, id: &str, delta: Value) -> Value {
    json!({ "id": id, "object": object, "delta": delta })
}

fn refusal(text: String) -> ContentPart {
    ContentPart::Refusal(RefusalPart::new().refusal(text))
}
