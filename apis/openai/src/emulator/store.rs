//! The state of the emulator.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use schematic_api::TokioClock;
use schematic_api::mock::ErrorReply;

use super::failures::not_found;
use super::job::Job;
use super::world::World;
use crate::{Assistant, AssistantId, Message, MessageId, Model, RunId, Thread, ThreadId};

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
        let models = ["gpt-4o", "gpt-4o-mini", "gpt-4.1"].map(|id| model(id, &world)).into();
        Self { world, assistants: Vec::new(), conversations: BTreeMap::new(), models }
    }

    pub(super) fn assistant(&mut self, id: &AssistantId) -> Result<&mut Assistant, ErrorReply> {
        let found = self.assistants.iter_mut().find(|assistant| assistant.id == *id);
        found.ok_or_else(|| not_found("assistant", id))
    }

    pub(super) fn conversation(&mut self, id: &ThreadId) -> Result<&mut Conversation, ErrorReply> {
        self.conversations.get_mut(id).ok_or_else(|| not_found("thread", id))
    }

    /// Returns a run, together with the state that its transitions need.
    pub(super) fn job(
        &mut self,
        thread: &ThreadId,
        run: &RunId,
    ) -> Result<(&mut World, &mut Vec<Message>, &mut Job), ErrorReply> {
        let conversation =
            self.conversations.get_mut(thread).ok_or_else(|| not_found("thread", thread))?;
        let Conversation { messages, jobs, .. } = conversation;
        let job = jobs
            .iter_mut()
            .find(|job| job.record.run.id == *run)
            .ok_or_else(|| not_found("run", run))?;
        Ok((&mut self.world, messages, job))
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
