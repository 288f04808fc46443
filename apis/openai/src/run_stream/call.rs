//! Calls that give the events of a run.

use std::future::Future;
use std::pin::Pin;

use schematic_api::reply::Events;
use schematic_api::{Call, CallOptions, Error};

use super::RunStream;
use crate::{
    CreateRun, CreateThreadAndRun, RunEvent, RunId, Runs, SubmitToolOutputs, ThreadId, Threads,
};

/// A call that gives a [`RunStream`]. Nothing is sent before it is awaited.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct RunStreamCall(Call<Events<RunEvent>>);

impl RunStreamCall {
    // The options of every call. Once a stream has begun, it is never repeated, and no time but the one that is set here
    // limits it.
    schematic_api::__private::options! {}

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }
}

impl From<Call<Events<RunEvent>>> for RunStreamCall {
    fn from(call: Call<Events<RunEvent>>) -> Self {
        Self(call)
    }
}

impl IntoFuture for RunStreamCall {
    type Output = Result<RunStream, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.0.await.map(RunStream::new) })
    }
}

impl Runs {
    /// Starts a run, and gives its events as they happen.
    pub fn create_and_stream(&self, thread: &ThreadId, body: &CreateRun) -> RunStreamCall {
        self.create(thread, body).stream().into()
    }

    /// Gives a run the outputs that it waits for, and the reader the events that follow.
    ///
    /// The events are those after the outputs. [`RunStream::submit_tool_outputs`] puts them behind
    /// the ones before.
    pub fn submit_tool_outputs_and_stream(
        &self,
        thread: &ThreadId,
        run: &RunId,
        body: &SubmitToolOutputs,
    ) -> RunStreamCall {
        self.submit_tool_outputs(thread, run, body).stream().into()
    }
}

impl Threads {
    /// Makes a thread, starts a run on it, and gives the events as they happen.
    pub fn create_and_run_and_stream(&self, body: &CreateThreadAndRun) -> RunStreamCall {
        self.create_and_run(body).stream().into()
    }
}
