//! Starting a run and waiting for it.

use schematic_api::Poller;

use super::{CreateRun, Run, Runs, SubmitToolOutputs};
use crate::{RunId, ThreadId};

impl Runs {
    /// Starts a run and waits until it is settled: until it has ended, or waits for the outputs of tool calls. See
    /// [`Run::is_settled`].
    ///
    /// The returned [`Poller`] sets how often to retrieve the run, and how long to wait in all (10 min by default).
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use schematic_openai::{CreateRun, OpenAi, ThreadId};
    ///
    /// # async fn example(openai: OpenAi, thread: ThreadId) -> Result<(), schematic_api::Error> {
    /// let body = CreateRun::new("asst_abc123");
    /// let run = openai.runs().create_and_poll(&thread, &body).timeout(Duration::from_secs(120)).await?;
    /// println!("{}", run.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`create`](Self::create) and of [`retrieve`](Self::retrieve). On a timeout the run continues; the body
    /// of the error holds the run as it was last seen.
    pub fn create_and_poll(&self, thread: &ThreadId, body: &CreateRun) -> Poller<'static, Run> {
        let (runs, thread_id) = (self.clone(), thread.clone());
        self.create(thread, body).then_poll(move |run| runs.retrieve(&thread_id, &run.id))
    }

    /// Submits the outputs that a run waits for, and waits until the run is settled again; see
    /// [`create_and_poll`](Self::create_and_poll).
    pub fn submit_tool_outputs_and_poll(
        &self,
        thread: &ThreadId,
        run: &RunId,
        body: &SubmitToolOutputs,
    ) -> Poller<'static, Run> {
        let (runs, thread_id) = (self.clone(), thread.clone());
        let submission = self.submit_tool_outputs(thread, run, body);
        submission.then_poll(move |run| runs.retrieve(&thread_id, &run.id))
    }
}
