//! The state machine of a run.
//!
//! ```text
//! queued ─► in_progress ─► completed | failed | incomplete
//!   ▲            │
//!   └─ outputs ─ requires_action          any of these ─► cancelling ─► cancelled,  or  expired
//! ```
//!
//! Each transition is recorded as the events that a stream of the run carries. The handlers return what these events
//! have built up.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::answer::{Answer, End, Kind};
use super::file_search;
use super::passages::Citations;
use super::record::Record;
use super::turn::Turn;
use super::usage;
use super::world::World;
use super::writing::{Next, Piece, Work, Writing};
use crate::{
    Attachment, ContentPart, FunctionCall, Message, MessageIncompleteDetails,
    MessageIncompleteReason, MessageStatus, Metadata, Role, Run, RunError, RunErrorCode,
    RunIncompleteDetails, RunStatus, StepDetails, StepStatus, StepToolCall, StepType, Timestamp,
    ToolCall, ToolOutput, Truncation, VectorStoreId,
};

/// How long a run may take: ten minutes, as with the service.
pub(super) const LIFETIME: Duration = Duration::from_secs(600);

pub(super) struct Job {
    pub(super) record: Record,
    /// The first event since the run was created or resumed by tool outputs. A stream begins there.
    pub(super) resumed: usize,
    /// The event before which the connection of a stream breaks.
    pub(super) cut: Option<usize>,
    /// The vector stores that its file searches look into.
    stores: Vec<VectorStoreId>,
    expires: Instant,
    model: Model,
    /// The remaining calls of an answer, if they are made one after the other.
    rest: Option<Answer>,
    /// How many bytes of text the model read for its answer.
    read: usize,
    /// How many bytes of text it wrote in the current step.
    written: usize,
}

/// What the model is doing.
#[derive(Default)]
enum Model {
    #[default]
    Idle,
    /// It begins this answer at this time; `None` if the time is too far away to be represented.
    Thinking(Box<Answer>, Option<Instant>),
    Writing(Box<Writing>),
}

impl Job {
    /// Creates a queued run on a thread with these vector stores.
    pub(super) fn new(run: Run, of_thread: &[VectorStoreId], world: &World) -> Self {
        let expires = world.now() + LIFETIME;
        let stores = file_search::stores(&run, of_thread);
        let (record, model) = (Record::new(run), Model::Idle);
        let (resumed, cut, rest, read, written) = (0, None, None, 0, 0);
        Self { record, resumed, cut, stores, expires, model, rest, read, written }
    }

    /// Makes the next transition, if it is up to the service.
    pub(super) fn advance(&mut self, world: &mut World, messages: &mut Vec<Message>) {
        self.expire_if_due(world, messages);
        match self.record.run.status {
            RunStatus::Queued => self.begin(world, messages),
            RunStatus::InProgress => self.answer(world, messages),
            RunStatus::Cancelling => self.cancelled(world, messages),
            _ => {}
        }
    }

    /// Returns when the model has something to write next, if it is working.
    pub(super) fn due(&self) -> Option<Instant> {
        match &self.model {
            Model::Idle => None,
            Model::Thinking(_, ready) => *ready,
            Model::Writing(writing) => writing.due(),
        }
    }

    pub(super) fn cancel(&mut self) {
        self.record.run.required_action = None;
        self.record.change(RunStatus::Cancelling);
    }

    /// Accepts the outputs of all calls that the run waits for.
    pub(super) fn submit(&mut self, outputs: &[ToolOutput], world: &World) {
        self.resumed = self.record.events.len();
        self.record.take_outputs(outputs);
        self.record.run.required_action = None;
        self.close_step(StepStatus::Completed, world.timestamp());
        self.record.change(RunStatus::Queued);
    }

    fn begin(&mut self, world: &mut World, messages: &[Message]) {
        self.record.run.started_at.get_or_insert(world.timestamp());
        self.think(world, messages);
        self.record.change(RunStatus::InProgress);
    }

    /// Asks the model for an answer.
    fn think(&mut self, world: &mut World, messages: &[Message]) {
        let turn = Turn {
            run: self.record.run.clone(),
            messages: self.visible(messages),
            outputs: self.record.outputs(),
            calls: self.record.calls(),
            stores: self.stores.clone(),
        };
        self.read = turn.length();
        let mut answer = self.rest.take().unwrap_or_else(|| world.answer(&turn));
        if self.record.run.parallel_tool_calls == Some(false) {
            self.rest = answer.keep_one_call();
        }
        let ready = world.now().checked_add(answer.delay);
        self.model = Model::Thinking(Box::new(answer), ready);
    }

    /// Begins the answer once the thinking time is over, and writes the pieces that are due.
    fn answer(&mut self, world: &mut World, messages: &mut Vec<Message>) {
        match std::mem::take(&mut self.model) {
            Model::Thinking(answer, ready) if ready.is_some_and(|ready| ready <= world.now()) => {
                self.model = Model::Writing(Box::new(self.open(&answer, world)));
            }
            model => self.model = model,
        }
        while let Model::Writing(writing) = &mut self.model {
            match writing.next(world.now()) {
                Next::Piece(piece) => self.take(*piece),
                Next::Cut => self.cut = Some(self.record.events.len()),
                Next::Wait => return,
                Next::End => self.close(world, messages),
            }
        }
    }

    /// Records a piece of the answer. Words are already in their message; a call is added to the step.
    fn take(&mut self, piece: Piece) {
        self.written += piece.text.len();
        if let Some(call) = piece.call {
            self.record.add_call(call);
        }
        self.record.events.extend(piece.events);
    }

    fn open(&mut self, answer: &Answer, world: &mut World) -> Writing {
        self.written = 0;
        match &answer.kind {
            Kind::Text(words) | Kind::Refusal(words) => self.speak(answer, words, world),
            Kind::Calls(calls) => self.call(answer, calls, world),
            Kind::Search(query) => {
                let call = file_search::call(&self.record.run, &self.stores, query, world);
                self.use_tool(answer, call, world)
            }
            Kind::Tool(call) => self.use_tool(answer, StepToolCall::clone(call), world),
            Kind::Nothing => Writing::new(Work::Nothing, answer, world.now()),
        }
    }

    /// Ends the answer, and with it the turn.
    fn close(&mut self, world: &mut World, messages: &mut Vec<Message>) {
        let Model::Writing(writing) = std::mem::take(&mut self.model) else { return };
        let Writing { work, end, .. } = *writing;
        match end {
            End::Regular => self.complete(work, world, messages),
            End::Incomplete(reason) => {
                self.break_off(work, MessageIncompleteReason::MaxTokens, world, messages);
                self.close_step(StepStatus::Completed, world.timestamp());
                self.record.run.incomplete_details =
                    Some(RunIncompleteDetails::new().reason(reason));
                self.record.end(RunStatus::Incomplete);
            }
            End::Failure(code, message) => {
                self.break_off(work, MessageIncompleteReason::RunFailed, world, messages);
                self.fail(code, message, world);
            }
            End::Error(body) => {
                self.record.emit("error", &body);
                self.break_off(work, MessageIncompleteReason::RunFailed, world, messages);
                self.fail(RunErrorCode::ServerError, words_of(&body), world);
            }
        }
    }

    fn complete(&mut self, work: Work, world: &mut World, messages: &mut Vec<Message>) {
        let now = world.timestamp();
        match work {
            Work::Nothing => {}
            Work::Calls(calls) => self.record.require(calls),
            Work::Tool => {
                self.close_step(StepStatus::Completed, now);
                self.think(world, messages);
            }
            Work::Message(message) => {
                let message = message.status(MessageStatus::Completed).completed_at(now);
                self.record.emit("thread.message.completed", &message);
                messages.push(message);
                self.close_step(StepStatus::Completed, now);
                self.record.run.completed_at = Some(now);
                self.record.end(RunStatus::Completed);
            }
        }
    }

    /// Ends a message that is still being written as incomplete.
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
        self.record.emit("thread.message.incomplete", &message);
        messages.push(message);
    }

    /// Stops the model, and ends its message as incomplete if it is writing one.
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
        self.record.open_step(StepType::MessageCreation, details, world);
        self.record.emit("thread.message.created", &message);
        self.record.emit("thread.message.in_progress", &message);
        let citations = Citations::new(&self.record.calls());
        Writing::message(message, answer, words, &citations, world.now())
    }

    fn message(&self, world: &mut World) -> Message {
        Message::new(world.id::<String>("msg"))
            .created_at(world.timestamp())
            .thread_id(&self.record.run.thread_id)
            .status(MessageStatus::InProgress)
            .role(Role::Assistant)
            .assistant_id(&self.record.run.assistant_id)
            .run_id(&self.record.run.id)
            .attachments(Vec::<Attachment>::new())
            .metadata(Metadata::new())
    }

    /// Begins to call functions. As with the service, the step is announced without calls, which follow as deltas.
    fn call(&mut self, answer: &Answer, calls: &[FunctionCall], world: &mut World) -> Writing {
        let calls: Vec<_> = calls
            .iter()
            .map(|call| ToolCall::new(world.id::<String>("call"), call.clone()))
            .collect();
        let details = StepDetails::tool_calls([]);
        let step = self.record.open_step(StepType::ToolCalls, details, world);
        Writing::calls(calls, &step, answer, world.now())
    }

    /// Begins to use a built-in tool.
    fn use_tool(&mut self, answer: &Answer, mut call: StepToolCall, world: &mut World) -> Writing {
        match &mut call {
            StepToolCall::CodeInterpreter(call) => call.id = world.id("call"),
            StepToolCall::FileSearch(call) => call.id = world.id("call"),
            _ => {}
        }
        let details = StepDetails::tool_calls([]);
        let step = self.record.open_step(StepType::ToolCalls, details, world);
        Writing::tool(call, &step, answer, world.now())
    }

    fn fail(&mut self, code: RunErrorCode, message: String, world: &World) {
        self.record.run.last_error = Some(RunError::new().code(code).message(message));
        self.record.run.failed_at = Some(world.timestamp());
        self.close_step(StepStatus::Failed, world.timestamp());
        self.record.end(RunStatus::Failed);
    }

    fn cancelled(&mut self, world: &World, messages: &mut Vec<Message>) {
        self.interrupt(MessageIncompleteReason::RunCancelled, world, messages);
        self.record.run.cancelled_at = Some(world.timestamp());
        self.close_step(StepStatus::Cancelled, world.timestamp());
        self.record.end(RunStatus::Cancelled);
    }

    /// Ends the run if its time is over. A run that is being cancelled ends as cancelled, however late it is looked at.
    pub(super) fn expire_if_due(&mut self, world: &World, messages: &mut Vec<Message>) {
        let status = &self.record.run.status;
        if status.is_terminal() || *status == RunStatus::Cancelling || world.now() < self.expires {
            return;
        }
        self.interrupt(MessageIncompleteReason::RunExpired, world, messages);
        self.record.run.required_action = None;
        self.close_step(StepStatus::Expired, world.timestamp());
        self.record.end(RunStatus::Expired);
    }

    /// Ends the current step, if there is one, with the tokens it took.
    fn close_step(&mut self, status: StepStatus, now: Timestamp) {
        self.record.close_step(status, usage::of(self.read, self.written), now);
    }

    /// Returns the messages that the truncation strategy lets the model see.
    fn visible(&self, messages: &[Message]) -> Vec<Message> {
        let newest = match &self.record.run.truncation_strategy {
            Some(strategy) if strategy.kind == Truncation::LastMessages => strategy.last_messages,
            _ => None,
        };
        let hidden = newest.map_or(0, |newest| messages.len().saturating_sub(newest as usize));
        messages.iter().skip(hidden).cloned().collect()
    }
}

fn says_something(part: &ContentPart) -> bool {
    match part {
        ContentPart::Refusal(part) => !part.refusal.is_empty(),
        part => part.as_text() != Some(""),
    }
}

/// Returns the message of an error event, in either of its two shapes.
fn words_of(body: &Value) -> String {
    let message = body.pointer("/error/message").or(body.get("message"));
    message.and_then(Value::as_str).unwrap_or("The stream reported an error.").to_owned()
}
