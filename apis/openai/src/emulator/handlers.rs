//! The handlers of the mock: functions of the shared state.

use std::future::{Ready, ready};

use schematic_api::mock::{ErrorReply, JsonOrEvents, Operation};

use super::live::{self, Opening};
use super::store::{Shared, Store};
use crate::{Run, RunEvent};

impl Shared {
    /// Makes a function of the state a handler of the mock.
    pub(super) fn with<O: Operation, V: 'static>(
        &self,
        answer: fn(&mut Store, O) -> Result<V, ErrorReply>,
    ) -> impl Fn(O) -> Ready<Result<V, ErrorReply>> + Send + Sync + 'static {
        let shared = self.clone();
        move |request| ready(answer(&mut shared.lock(), request))
    }

    /// Does the same for an endpoint that returns a run, either as JSON or as a stream of its
    /// events.
    pub(super) fn with_run<O: Operation>(
        &self,
        opening: Opening,
        wants_events: fn(&O) -> bool,
        answer: fn(&mut Store, O) -> Result<Run, ErrorReply>,
    ) -> impl Fn(O) -> Ready<Result<JsonOrEvents<Run, RunEvent>, ErrorReply>> + Send + Sync + 'static
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
