//! Creating a thread with a run, and waiting for the run.

use schematic_api::Poller;

use super::{CreateThreadAndRun, Threads};
use crate::{Run, Runs};

impl Threads {
    /// Creates a thread, starts a run on it, and waits until the run is settled; see
    /// [`Runs::create_and_poll`].
    ///
    /// ```no_run
    /// use schematic_openai::{CreateMessage, CreateThread, CreateThreadAndRun, OpenAi};
    ///
    /// # async fn example(openai: OpenAi) -> Result<(), schematic_api::Error> {
    /// let thread = CreateThread::new().messages([CreateMessage::user("What is 2 + 2?")]);
    /// let body = CreateThreadAndRun::new("asst_abc123").thread(thread);
    /// let run = openai.threads().create_and_run_and_poll(&body).await?;
    /// println!("{} in {}", run.status, run.thread_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_and_run_and_poll(&self, body: &CreateThreadAndRun) -> Poller<'static, Run> {
        let runs = Runs::new(&self.client);
        self.create_and_run(body).then_poll(move |run| runs.retrieve(&run.thread_id, &run.id))
    }
}
