//! Calls that return the events of a run.

use std::future::Future;
use std::pin::Pin;

use schematic_api::reply::Events;
use schematic_api::{Call, CallOptions, Error};

use super::RunStream;
use crate::{
    CreateRun, CreateThreadAndRun, RunEvent, RunId, Runs, SubmitToolOutputs, ThreadId, Threads,
};

/// A call that returns a [`RunStream`]. Nothing is sent until it is awaited.
///
/// It has the options of every [`Call`]. Once the stream has begun, the call is not retried. The declared timeout of 10
/// minutes does not limit the stream, but a [`timeout`](Self::timeout) set on the call or on the client does, and so
/// does the [`idle_timeout`](Self::idle_timeout) between two chunks.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct RunStreamCall(Call<Events<RunEvent>>);

impl RunStreamCall {
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
    /// Starts a run and streams its events.
    pub fn create_and_stream(&self, thread: &ThreadId, body: &CreateRun) -> RunStreamCall {
        self.create(thread, body).stream().into()
    }

    /// Submits the outputs that a run waits for, and streams the events that follow.
    ///
    /// To continue the [`RunStream`] that the run began with, use [`RunStream::submit_tool_outputs`] instead.
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
    /// Creates a thread, starts a run on it, and streams the events of both.
    pub fn create_and_run_and_stream(&self, body: &CreateThreadAndRun) -> RunStreamCall {
        self.create_and_run(body).stream().into()
    }
}
