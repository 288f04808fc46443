//! The state of the emulator, and the handlers of the mock: functions of that state.

use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use schematic_api::TokioClock;
use schematic_api::mock::{ErrorReply, Operation};

use super::catalog;
use super::failures::Failure;
use super::records::{Batch, StoredFile, StoredSkill};
use super::threads::Threads;
use super::world::World;
use crate::ModelInfo;

/// The state, shared by all handlers.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<Store>>);

impl Shared {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Store::new())))
    }

    /// Ignores poisoning: a test may panic while it holds the lock, but leaves the state consistent.
    pub(super) fn lock(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a failure the reply to a request.
    pub(super) fn refuse(&self, failure: Failure) -> ErrorReply {
        failure.reply(self.lock().world.request_id())
    }

    /// Makes a function of the state a handler of the mock.
    pub(super) fn with<O: Operation, V: 'static>(
        &self,
        answer: fn(&mut Store, O) -> Result<V, Failure>,
    ) -> impl Fn(O) -> Ready<Result<V, ErrorReply>> + Send + Sync + 'static {
        let shared = self.clone();
        move |request| {
            // The lock is given back before the reply takes its id.
            let answered = answer(&mut shared.lock(), request);
            ready(answered.map_err(|failure| shared.refuse(failure)))
        }
    }
}

/// The objects of the service. Each list is in the order of creation.
pub(super) struct Store {
    pub(super) world: World,
    pub(super) models: Vec<ModelInfo>,
    pub(super) batches: Vec<Batch>,
    pub(super) files: Vec<StoredFile>,
    pub(super) skills: Vec<StoredSkill>,
    pub(super) threads: Threads,
}

impl Store {
    fn new() -> Self {
        Self {
            world: World::new(Arc::new(TokioClock)),
            models: catalog::models(),
            batches: Vec::new(),
            files: Vec::new(),
            skills: catalog::skills(),
            threads: Threads::default(),
        }
    }
}
