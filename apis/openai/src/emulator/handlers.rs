//! The handlers of the mock: functions that answer from the state.

use std::future::{Ready, ready};

use schematic_api::mock::{ErrorReply, JsonOrEvents, Operation, Respond};

use super::live::{self, Opening};
use super::store::{Shared, Store};
use crate::{Run, RunEvent};

impl Shared {
    /// A handler for the mock, of a function that answers from the state.
    pub(super) fn with<O: Operation, V: 'static>(
        &self,
        answer: fn(&mut Store, O) -> Result<V, ErrorReply>,
    ) -> impl Fn(O) -> Ready<Result<V, ErrorReply>> + Send + Sync + 'static
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
        answer: fn(&mut Store, O) -> Result<Run, ErrorReply>,
    ) -> impl Fn(O) -> Ready<Result<JsonOrEvents<Run, RunEvent>, ErrorReply>> + Send + Sync + 'static
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
