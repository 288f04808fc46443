//! Calls that give the events of a run.

use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use schematic_api::reply::Events;
use schematic_api::{Call, CallOptions, Error};

use super::RunStream;
use crate::{
    CreateRun, CreateThreadAndRun, RunEvent, RunId, Runs, SubmitToolOutputs, ThreadId, Threads,
};

/// A call that gives a [`RunStream`]. Nothing is sent before it is awaited.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct RunStreamCall<'a>(Call<'a, Events<RunEvent>>);

impl RunStreamCall<'_> {
    /// Sets the time of the whole call, with all of the stream. Default: no limit.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Sets the longest time between two chunks of the stream. Default: 60 s.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        Self(self.0.idle_timeout(timeout))
    }

    /// Sets how many times a failed attempt is repeated; 0 for never. Once a stream has begun, it
    /// is never repeated.
    pub fn retries(self, retries: u32) -> Self {
        Self(self.0.retries(retries))
    }

    /// Sets a header, in place of any of the same name.
    pub fn header(self, name: &str, value: impl Display) -> Self {
        Self(self.0.header(name, value))
    }

    /// Applies options that several calls share.
    pub fn options(self, options: &CallOptions) -> Self {
        Self(self.0.options(options))
    }
}

impl<'a> From<Call<'a, Events<RunEvent>>> for RunStreamCall<'a> {
    fn from(call: Call<'a, Events<RunEvent>>) -> Self {
        Self(call)
    }
}

impl<'a> IntoFuture for RunStreamCall<'a> {
    type Output = Result<RunStream, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.0.await.map(RunStream::new) })
    }
}

impl<'a> Runs<'a> {
    /// Starts a run, and gives its events as they happen.
    pub fn create_and_stream(&self, thread: &ThreadId, body: &CreateRun) -> RunStreamCall<'a> {
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
    ) -> RunStreamCall<'a> {
        self.submit_tool_outputs(thread, run, body).stream().into()
    }
}

impl<'a> Threads<'a> {
    /// Makes a thread, starts a run on it, and gives the events as they happen.
    pub fn create_and_run_and_stream(&self, body: &CreateThreadAndRun) -> RunStreamCall<'a> {
        self.create_and_run(body).stream().into()
    }
}
