//! The state of the emulator.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use schematic_api::TokioClock;
use schematic_api::mock::ErrorReply;

use super::failures::not_found;
use super::job::Job;
use super::world::World;
use crate::{Assistant, AssistantId, Message, MessageId, Model, RunId, Thread, ThreadId};

/// The models that the service documents for assistants.
const MODELS: &[&str] = &[
    "gpt-5",
    "gpt-5-mini",
    "gpt-5-nano",
    "gpt-5-2025-08-07",
    "gpt-5-mini-2025-08-07",
    "gpt-5-nano-2025-08-07",
    "gpt-4.1",
    "gpt-4.1-mini",
    "gpt-4.1-nano",
    "gpt-4.1-2025-04-14",
    "gpt-4.1-mini-2025-04-14",
    "gpt-4.1-nano-2025-04-14",
    "o3-mini",
    "o3-mini-2025-01-31",
    "o1",
    "o1-2024-12-17",
    "gpt-4o",
    "gpt-4o-2024-11-20",
    "gpt-4o-2024-08-06",
    "gpt-4o-2024-05-13",
    "gpt-4o-mini",
    "gpt-4o-mini-2024-07-18",
    "gpt-4.5-preview",
    "gpt-4.5-preview-2025-02-27",
    "gpt-4-turbo",
    "gpt-4-turbo-2024-04-09",
    "gpt-4-0125-preview",
    "gpt-4-turbo-preview",
    "gpt-4-1106-preview",
    "gpt-4-vision-preview",
    "gpt-4",
    "gpt-4-0314",
    "gpt-4-0613",
    "gpt-4-32k",
    "gpt-4-32k-0314",
    "gpt-4-32k-0613",
    "gpt-3.5-turbo",
    "gpt-3.5-turbo-16k",
    "gpt-3.5-turbo-0613",
    "gpt-3.5-turbo-1106",
    "gpt-3.5-turbo-0125",
    "gpt-3.5-turbo-16k-0613",
];

/// The state, shared by all handlers.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<Store>>);

impl Shared {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Store::new())))
    }

    /// Ignores poisoning: a test may panic while it holds the lock, but leaves the state
    /// consistent.
    pub(super) fn lock(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) struct Store {
    pub(super) world: World,
    pub(super) assistants: Vec<Assistant>,
    pub(super) conversations: BTreeMap<ThreadId, Conversation>,
    pub(super) models: Vec<Model>,
}

/// A thread with its messages and runs, each oldest first.
pub(super) struct Conversation {
    pub(super) thread: Thread,
    pub(super) messages: Vec<Message>,
    pub(super) jobs: Vec<Job>,
}

impl Store {
    fn new() -> Self {
        let world = World::new(Arc::new(TokioClock));
        let models = MODELS.iter().map(|id| model(id, &world)).collect();
        Self { world, assistants: Vec::new(), conversations: BTreeMap::new(), models }
    }

    pub(super) fn assistant(&mut self, id: &AssistantId) -> Result<&mut Assistant, ErrorReply> {
        let found = self.assistants.iter_mut().find(|assistant| assistant.id == *id);
        found.ok_or_else(|| not_found("assistant", id))
    }

    /// Returns a thread as it is, together with the state that its transitions need.
    pub(super) fn thread(
        &mut self,
        id: &ThreadId,
    ) -> Result<(&mut World, &mut Conversation), ErrorReply> {
        let found = self.conversations.get_mut(id);
        Ok((&mut self.world, found.ok_or_else(|| not_found("thread", id))?))
    }

    /// Returns a thread after its runs have moved on by one transition: whatever a request asks about a thread, time
    /// passes.
    pub(super) fn conversation(&mut self, id: &ThreadId) -> Result<&mut Conversation, ErrorReply> {
        let (world, conversation) = self.thread(id)?;
        let Conversation { messages, jobs, .. } = conversation;
        jobs.iter_mut().for_each(|job| job.advance(world, messages));
        Ok(conversation)
    }

    /// Returns a run for a request that changes its course, together with the state that its transitions need. It is
    /// in the state that the client saw last, unless it has expired since.
    pub(super) fn job(
        &mut self,
        thread: &ThreadId,
        run: &RunId,
    ) -> Result<(&mut World, &mut Vec<Message>, &mut Job), ErrorReply> {
        let (world, Conversation { messages, jobs, .. }) = self.thread(thread)?;
        let job = jobs
            .iter_mut()
            .find(|job| job.record.run.id == *run)
            .ok_or_else(|| not_found("run", run))?;
        job.expire_if_due(world, messages);
        Ok((world, messages, job))
    }
}

impl Conversation {
    pub(super) fn new(thread: Thread) -> Self {
        Self { thread, messages: Vec::new(), jobs: Vec::new() }
    }

    pub(super) fn message(&mut self, id: &MessageId) -> Result<&mut Message, ErrorReply> {
        let found = self.messages.iter_mut().find(|message| message.id == *id);
        found.ok_or_else(|| not_found("message", id))
    }

    pub(super) fn job(&self, id: &RunId) -> Result<&Job, ErrorReply> {
        let found = self.jobs.iter().find(|job| job.record.run.id == *id);
        found.ok_or_else(|| not_found("run", id))
    }

    /// Returns the run that has not ended, if there is one. A thread has at most one.
    pub(super) fn active_run(&self) -> Option<&RunId> {
        self.jobs
            .iter()
            .map(|job| &job.record.run)
            .find(|run| !run.status.is_terminal())
            .map(|run| &run.id)
    }
}

fn model(id: &str, world: &World) -> Model {
    Model::new(id).created(world.timestamp()).owned_by("system")
}
