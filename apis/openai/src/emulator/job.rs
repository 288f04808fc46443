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

use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use super::answer::{Answer, End, Kind};
use super::event::Event;
use super::turn::Turn;
use super::usage;
use super::world::World;
use super::writing::{Next, Piece, Work, Writing};
use crate::{
    Attachment, ContentPart, FunctionCall, FunctionStep, FunctionStepCall, Message,
    MessageIncompleteDetails, MessageIncompleteReason, MessageStatus, Metadata, RequiredAction,
    RequiredToolOutputs, Role, Run, RunError, RunErrorCode, RunIncompleteDetails, RunStatus,
    RunStep, StepDetails, StepId, StepStatus, StepToolCall, StepType, SubmitToolOutputsAction,
    Timestamp, ToolCall, ToolOutput, Truncation,
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
    /// Before which event the connection of a stream breaks.
    pub(super) cut: Option<usize>,
    expires: Instant,
    model: Model,
    /// What is left of an answer whose calls are made one after the other.
    rest: Option<Answer>,
    /// How many characters the model read for its answer.
    read: usize,
    /// How many it wrote in the step that is in progress.
    written: usize,
}

/// What the model is at.
#[derive(Default)]
enum Model {
    #[default]
    Idle,
    /// It will answer this, from then on; never, if there is no such time.
    Thinking(Box<Answer>, Option<Instant>),
    Writing(Box<Writing>),
}

impl Job {
    /// A run that is queued.
    pub(super) fn new(run: Run, world: &World) -> Self {
        let expires = world.now() + LIFETIME;
        let (steps, events, model) = (Vec::new(), Vec::new(), Model::Idle);
        let (resumed, cut, rest, read, written) = (0, None, None, 0, 0);
        let mut job =
            Self { run, steps, events, resumed, cut, expires, model, rest, read, written };
        job.emit_run("created");
        job.change(RunStatus::Queued);
        job
    }

    /// Moves the run on by one transition, if it is the service's turn.
    pub(super) fn advance(&mut self, world: &mut World, messages: &mut Vec<Message>) {
        if !self.run.status.is_terminal() && world.now() >= self.expires {
            return self.expire(world, messages);
        }
        match self.run.status {
            RunStatus::Queued => self.begin(world, messages),
            RunStatus::InProgress => self.answer(world, messages),
            RunStatus::Cancelling => self.cancelled(world, messages),
            _ => {}
        }
    }

    /// When the model has something to say next, if it is at work.
    pub(super) fn due(&self) -> Option<Instant> {
        match &self.model {
            Model::Idle => None,
            Model::Thinking(_, ready) => *ready,
            Model::Writing(writing) => writing.due(),
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
        let mut answer = self.rest.take().unwrap_or_else(|| world.answer(&turn));
        if self.run.parallel_tool_calls == Some(false) {
            self.rest = answer.keep_one_call();
        }
        let ready = world.now().checked_add(answer.delay);
        self.model = Model::Thinking(Box::new(answer), ready);
        self.change(RunStatus::InProgress);
    }

    /// Begins the answer when the model has thought, and writes what is due of it.
    fn answer(&mut self, world: &mut World, messages: &mut Vec<Message>) {
        match std::mem::take(&mut self.model) {
            Model::Thinking(answer, ready) if ready.is_some_and(|ready| ready <= world.now()) => {
                self.model = Model::Writing(Box::new(self.open(&answer, world)));
            }
            model => self.model = model,
        }
        while let Model::Writing(writing) = &mut self.model {
            match writing.next(world.now()) {
                Next::Piece(piece) => self.take(piece),
                Next::Cut => self.cut = Some(self.events.len()),
                Next::Wait => return,
                Next::End => self.close(world, messages),
            }
        }
    }

    /// Takes a piece of the answer: words are in their message already, a call goes into the step.
    fn take(&mut self, piece: Piece) {
        self.written += piece.text.len();
        let details = self.steps.last_mut().map(|step| &mut step.step_details);
        if let (Some(call), Some(StepDetails::ToolCalls(details))) = (&piece.call, details) {
            details.tool_calls.push(pending(call));
        }
        self.events.extend(piece.events);
    }

    fn open(&mut self, answer: &Answer, world: &mut World) -> Writing {
        self.written = 0;
        match &answer.kind {
            Kind::Text(words) | Kind::Refusal(words) => self.speak(answer, words, world),
            Kind::Calls(calls) => self.call(answer, calls, world),
            Kind::Nothing => Writing::new(Work::Nothing, answer, world.now()),
        }
    }

    /// Ends the answer, and with it the turn.
    fn close(&mut self, world: &World, messages: &mut Vec<Message>) {
        let Model::Writing(writing) = std::mem::take(&mut self.model) else { return };
        let Writing { work, end, .. } = *writing;
        match end {
            End::Regular => self.complete(work, world, messages),
            End::Incomplete(reason) => {
                self.break_off(work, MessageIncompleteReason::MaxTokens, world, messages);
                self.close_step(StepStatus::Completed, world.timestamp());
                self.run.incomplete_details = Some(RunIncompleteDetails::new().reason(reason));
                self.end(RunStatus::Incomplete);
            }
            End::Failure(code, message) => {
                self.break_off(work, MessageIncompleteReason::RunFailed, world, messages);
                self.fail(code, message, world);
            }
            End::Error(body) => {
                self.emit("error", &body);
                self.break_off(work, MessageIncompleteReason::RunFailed, world, messages);
                self.fail(RunErrorCode::ServerError, words_of(&body), world);
            }
        }
    }

    fn complete(&mut self, work: Work, world: &World, messages: &mut Vec<Message>) {
        let now = world.timestamp();
        match work {
            Work::Nothing => {}
            Work::Calls(calls) => self.require(calls),
            Work::Message(message) => {
                let message = message.status(MessageStatus::Completed).completed_at(now);
                self.emit("thread.message.completed", &message);
                messages.push(message);
                self.close_step(StepStatus::Completed, now);
                self.run.completed_at = Some(now);
                self.end(RunStatus::Completed);
            }
        }
    }

    /// Leaves a message that is being written as it is.
    fn break_off(
        &mut self,
        work: Work,
        reason: MessageIncompleteReason,
        world: &World,
        messages: &mut Vec<Message>,
    ) {
        let Work::Message(mut message) = work else { return };
        message.content.retain(says_something);
        let message = message
            .status(MessageStatus::Incomplete)
            .incomplete_at(world.timestamp())
            .incomplete_details(MessageIncompleteDetails::new().reason(reason));
        self.emit("thread.message.incomplete", &message);
        messages.push(message);
    }

    /// The same for whatever the model is at.
    fn interrupt(
        &mut self,
        reason: MessageIncompleteReason,
        world: &World,
        messages: &mut Vec<Message>,
    ) {
        if let Model::Writing(writing) = std::mem::take(&mut self.model) {
            self.break_off(writing.work, reason, world, messages);
        }
    }

    /// Begins a message.
    fn speak(&mut self, answer: &Answer, words: &str, world: &mut World) -> Writing {
        let message = self.message(world);
        let details = StepDetails::message_creation(&message.id);
        self.open_step(StepType::MessageCreation, details, world);
        self.emit("thread.message.created", &message);
        self.emit("thread.message.in_progress", &message);
        Writing::message(message, answer, words, world.now())
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

    /// Begins to call functions. The step is announced without them, as the service does: they come as deltas.
    fn call(&mut self, answer: &Answer, calls: &[FunctionCall], world: &mut World) -> Writing {
        let calls: Vec<_> = calls
            .iter()
            .map(|call| ToolCall::new(world.id::<String>("call"), call.clone()))
            .collect();
        let details = StepDetails::tool_calls([]);
        let step = self.open_step(StepType::ToolCalls, details, world);
        Writing::calls(calls, &step, answer, world.now())
    }

    /// Waits for the outputs of calls.
    fn require(&mut self, calls: Vec<ToolCall>) {
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

    fn cancelled(&mut self, world: &World, messages: &mut Vec<Message>) {
        self.interrupt(MessageIncompleteReason::RunCancelled, world, messages);
        self.run.cancelled_at = Some(world.timestamp());
        self.close_step(StepStatus::Cancelled, world.timestamp());
        self.end(RunStatus::Cancelled);
    }

    fn expire(&mut self, world: &World, messages: &mut Vec<Message>) {
        self.interrupt(MessageIncompleteReason::RunExpired, world, messages);
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

    fn open_step(&mut self, kind: StepType, details: StepDetails, world: &mut World) -> StepId {
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
}

/// A call whose output is still to come.
fn pending(call: &ToolCall) -> StepToolCall {
    let function =
        FunctionStepCall::new().name(&call.function.name).arguments(&call.function.arguments);
    StepToolCall::Function(FunctionStep::new().id(&call.id).function(function))
}

fn says_something(part: &ContentPart) -> bool {
    match part {
        ContentPart::Refusal(part) => !part.refusal.is_empty(),
        part => part.as_text() != Some(""),
    }
}

/// What an error event says, in either of its shapes.
fn words_of(body: &Value) -> String {
    let message = body.pointer("/error/message").or(body.get("message"));
    message.and_then(Value::as_str).unwrap_or("The stream reported an error.").to_owned()
}
