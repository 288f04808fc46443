//! Runs that are started and waited for.

use schematic_api::Poller;

use super::{CreateRun, Run, Runs, SubmitToolOutputs};
use crate::{RunId, ThreadId};

impl Runs {
    /// Starts a run and waits until it ends, or wants the outputs of tool calls: see
    /// [`Run::is_settled`].
    ///
    /// [`Poller`] sets how often to look, and for how long in all.
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
    /// Those of starting the run and of looking after it. When time runs out, the run goes on: what
    /// is known of it is in the error's body.
    pub fn create_and_poll(&self, thread: &ThreadId, body: &CreateRun) -> Poller<'static, Run> {
        let (runs, thread_id) = (self.clone(), thread.clone());
        self.create(thread, body).then_poll(move |run| runs.retrieve(&thread_id, &run.id))
    }

    /// Gives a run the outputs that it waits for, and waits until it ends or wants more: see
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
