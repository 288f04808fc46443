//! Everything that the emulator keeps.

use std::collections::{BTreeMap, VecDeque};
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime};

use schematic_api::mock::{Failure, JsonOrEvents, Operation, Respond};
use schematic_api::{Clock, TokioClock};

use super::answer::Answer;
use super::failures::not_found;
use super::job::Job;
use super::live::{self, Opening};
use super::turn::Turn;
use crate::{
    Assistant, AssistantId, CreateToolResources, FileSearchResources, Message, MessageId, Model,
    Run, RunEvent, RunId, Thread, ThreadId, Timestamp, ToolResources, VectorStoreId,
};

/// The state, shared by all handlers.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<Store>>);

impl Shared {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Store::new())))
    }

    /// A test may panic while it holds the state; what is kept is whole all the same.
    pub(super) fn lock(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A handler for the mock, of a function that answers from the state.
    pub(super) fn with<O: Operation, V: 'static>(
        &self,
        answer: fn(&mut Store, O) -> Result<V, Failure>,
    ) -> impl Fn(O) -> Ready<Result<V, Failure>> + Send + Sync + 'static
    where
        O::Reply: Respond<Value = V>,
    {
        let shared = self.clone();
        move |request| ready(answer(&mut shared.lock(), request))
    }

    /// The same for an endpoint that gives a run: at once, or as it happens.
    pub(super) fn with_run<O: Operation>(
        &self,
        opening: Opening,
        wants_events: fn(&O) -> bool,
        answer: fn(&mut Store, O) -> Result<Run, Failure>,
    ) -> impl Fn(O) -> Ready<Result<JsonOrEvents<Run, RunEvent>, Failure>> + Send + Sync + 'static
    where
        O::Reply: Respond<Value = JsonOrEvents<Run, RunEvent>>,
    {
        let shared = self.clone();
        move |request| {
            let wants_events = wants_events(&request);
            let mut store = shared.lock();
            let reply = answer(&mut store, request).and_then(|run| match wants_events {
                true => live::events(&shared, &mut store, &run, opening).map(JsonOrEvents::Events),
                false => Ok(JsonOrEvents::Json(run)),
            });
            ready(reply)
        }
    }
}

pub(super) struct Store {
    pub(super) world: World,
    pub(super) assistants: Vec<Assistant>,
    pub(super) conversations: BTreeMap<ThreadId, Conversation>,
    pub(super) models: Vec<Model>,
}

/// A thread with what belongs to it, each list oldest first.
pub(super) struct Conversation {
    pub(super) thread: Thread,
    pub(super) messages: Vec<Message>,
    pub(super) jobs: Vec<Job>,
}

/// What runs draw on beside their thread: time, ids, and the model.
pub(super) struct World {
    pub(super) clock: Arc<dyn Clock>,
    /// A moment on both of the clock's scales.
    epoch: (Instant, SystemTime),
    ids: u64,
    pub(super) script: VecDeque<Answer>,
    pub(super) model: Arc<dyn Fn(&Turn) -> Answer + Send + Sync>,
}

impl Store {
    fn new() -> Self {
        let world = World::new(Arc::new(TokioClock));
        let models = ["gpt-4o", "gpt-4o-mini", "gpt-4.1"].map(|id| model(id, &world)).into();
        Self { world, assistants: Vec::new(), conversations: BTreeMap::new(), models }
    }

    pub(super) fn assistant(&mut self, id: &AssistantId) -> Result<&mut Assistant, Failure> {
        let found = self.assistants.iter_mut().find(|assistant| assistant.id == *id);
        found.ok_or_else(|| not_found("assistant", id))
    }

    pub(super) fn conversation(&mut self, id: &ThreadId) -> Result<&mut Conversation, Failure> {
        self.conversations.get_mut(id).ok_or_else(|| not_found("thread", id))
    }

    /// A run, with all that it takes to move it on.
    pub(super) fn job(
        &mut self,
        thread: &ThreadId,
        run: &RunId,
    ) -> Result<(&mut World, &mut Vec<Message>, &mut Job), Failure> {
        let conversation =
            self.conversations.get_mut(thread).ok_or_else(|| not_found("thread", thread))?;
        let Conversation { messages, jobs, .. } = conversation;
        let job =
            jobs.iter_mut().find(|job| job.run.id == *run).ok_or_else(|| not_found("run", run))?;
        Ok((&mut self.world, messages, job))
    }
}

impl Conversation {
    pub(super) fn new(thread: Thread) -> Self {
        Self { thread, messages: Vec::new(), jobs: Vec::new() }
    }

    pub(super) fn message(&mut self, id: &MessageId) -> Result<&mut Message, Failure> {
        let found = self.messages.iter_mut().find(|message| message.id == *id);
        found.ok_or_else(|| not_found("message", id))
    }

    /// The run that has not ended, if there is one. A thread has one at a time.
    pub(super) fn active_run(&self) -> Option<&RunId> {
        self.jobs
            .iter()
            .map(|job| &job.run)
            .find(|run| !run.status.is_terminal())
            .map(|run| &run.id)
    }
}

impl World {
    fn new(clock: Arc<dyn Clock>) -> Self {
        let epoch = (clock.now(), clock.system_time());
        Self {
            clock,
            epoch,
            ids: 0,
            script: VecDeque::new(),
            model: Arc::new(Turn::default_answer),
        }
    }

    pub(super) fn set_clock(&mut self, clock: Arc<dyn Clock>) {
        self.epoch = (clock.now(), clock.system_time());
        self.clock = clock;
    }

    /// The model's answer: the next of the script, or what the model makes of the turn.
    pub(super) fn answer(&mut self, turn: &Turn) -> Answer {
        self.script.pop_front().unwrap_or_else(|| (self.model)(turn))
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The time for people. It goes with the monotonic clock, so that a clock that is moved by hand moves both.
    pub(super) fn timestamp(&self) -> Timestamp {
        let (start, system) = self.epoch;
        (system + self.now().saturating_duration_since(start)).into()
    }

    /// The resources of an assistant or thread, with the vector stores that are made on the way.
    pub(super) fn resources(&mut self, given: CreateToolResources) -> ToolResources {
        let mut resources = ToolResources::new();
        resources.code_interpreter = given.code_interpreter;
        resources.file_search = given.file_search.map(|search| {
            let made =
                search.vector_stores.into_iter().flatten().map(|_| self.id::<VectorStoreId>("vs"));
            let ids: Vec<_> = search.vector_store_ids.into_iter().flatten().chain(made).collect();
            FileSearchResources::new().vector_store_ids(ids)
        });
        resources
    }

    /// An id in the style of the service. They are the same in each emulator, so that a failing test can be repeated.
    pub(super) fn id<T: From<String>>(&mut self, prefix: &str) -> T {
        const LETTERS: &[u8; 62] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        self.ids += 1;
        // Far apart, so that the ids do not share stretches of the sequence.
        let mut state = mix(self.ids);
        let letters = (0..24).map(|_| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            char::from(LETTERS[(mix(state) % 62) as usize])
        });
        format!("{prefix}_{}", letters.collect::<String>()).into()
    }
}

/// SplitMix64's finalizer: <https://prng.di.unimi.it/splitmix64.c>.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

fn model(id: &str, world: &World) -> Model {
    Model::new(id).created(world.timestamp()).owned_by("system")
}
