//! A stateful Assistants v2 service in memory, for tests and examples. Feature `emulator`.
//!
//! It keeps assistants, threads, messages, runs and steps as the service does: ids in its style, lists with cursors, the
//! transitions of a run, its refusals in its words. What the model answers is up to you; see [`Emulator::model`] and
//! [`Emulator::script`].
//!
//! ```
//! use schematic_openai::emulator::{Answer, Emulator};
//! use schematic_openai::{CreateAssistant, CreateMessage, CreateRun, CreateThread, RunStatus};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let emulator = Emulator::new().script([Answer::text("Four.")]);
//! let openai = emulator.client();
//!
//! let assistant = openai.assistants().create(&CreateAssistant::new("gpt-4o")).await?;
//! let thread = openai.threads().create(&CreateThread::new()).await?;
//! openai.messages().create(&thread.id, &CreateMessage::user("What is 2 + 2?")).await?;
//! let run = openai.runs().create(&thread.id, &CreateRun::new(&assistant.id)).await?;
//! assert_eq!(run.status, RunStatus::Queued);
//!
//! // Each retrieval moves the run on by one transition.
//! assert_eq!(openai.runs().retrieve(&thread.id, &run.id).await?.status, RunStatus::InProgress);
//! assert_eq!(openai.runs().retrieve(&thread.id, &run.id).await?.status, RunStatus::Completed);
//! assert_eq!(openai.messages().list(&thread.id).await?.data[0].text(), "Four.");
//! # Ok::<(), schematic_api::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Emulator::client`] connects through memory; [`Emulator::listen`] opens a port on the loopback interface, for any SDK.

mod answer;
mod assistants;
mod event;
mod failures;
mod handlers;
mod job;
mod list;
mod live;
mod messages;
mod models;
mod record;
mod runs;
mod sample;
mod steps;
mod store;
mod threads;
mod turn;
mod usage;
mod validate;
mod world;
mod writing;

use std::fmt;
use std::io;
use std::sync::Arc;

use schematic_api::mock::{Mock, MockServer};
use schematic_api::{ClientBuilder, Clock, HeaderMap, HeaderValue};

pub use self::answer::Answer;
pub use self::event::Event;
use self::live::Opening;
use self::store::Shared;
pub use self::turn::Turn;
use crate::{OpenAi, RunId};

/// An Assistants v2 service in memory. Clones share everything.
///
/// A run that streams moves on as its events are read, and has the events that the service sends, in its order. Any other
/// run moves by one transition each time it is retrieved, so that a program sees every status and a test takes no time:
/// `queued` when it is created, then `in_progress`, then what the model's answer leads to. An answer that takes time, as
/// [`Answer::after`] and [`Answer::paced`] say, takes it either way.
#[derive(Clone)]
pub struct Emulator {
    mock: Mock<OpenAi>,
    store: Shared,
}

impl Emulator {
    /// A service without assistants and threads, with a few models, whose model follows the tool choice of each run: see
    /// [`Turn::default_answer`].
    pub fn new() -> Self {
        let store = Shared::new();
        let mock =
            Mock::new().guard(failures::check_request).reject_with(failures::word).stamp(stamp);
        Self { mock: serve(mock, &store), store }
    }

    /// Lets `model` answer each turn of each run.
    ///
    /// It is called while the service's state is held: it must not call this service.
    ///
    /// ```
    /// use schematic_openai::emulator::{Answer, Emulator};
    ///
    /// let shouting = Emulator::new().model(|turn| Answer::text(turn.question().to_uppercase()));
    /// ```
    #[must_use]
    pub fn model<A: Into<Answer>>(
        self,
        model: impl Fn(&Turn) -> A + Send + Sync + 'static,
    ) -> Self {
        self.store.lock().world.model = Arc::new(move |turn| model(turn).into());
        self
    }

    /// Adds answers, one for each turn to come, whatever run it is of. After them, the model is asked again.
    #[must_use]
    pub fn script<A: Into<Answer>>(self, answers: impl IntoIterator<Item = A>) -> Self {
        self.store.lock().world.script.extend(answers.into_iter().map(Into::into));
        self
    }

    /// Takes the time from `clock`: time stamps, the delays and pauses of answers, and when runs expire.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        self.store.lock().world.set_clock(Arc::new(clock));
        self
    }

    /// A client of this service, through memory.
    #[must_use]
    pub fn client(&self) -> OpenAi {
        self.mock.client()
    }

    /// A builder of such a client.
    pub fn client_builder(&self) -> ClientBuilder<OpenAi> {
        self.mock.client_builder()
    }

    /// Opens a port on the loopback interface and answers there until the server is dropped.
    ///
    /// # Errors
    ///
    /// When the port cannot be opened.
    pub async fn listen(&self) -> io::Result<MockServer<OpenAi>> {
        self.mock.listen().await
    }

    /// The same at a port of your choice.
    ///
    /// # Errors
    ///
    /// When the port is taken, or cannot be opened.
    pub async fn listen_on(&self, port: u16) -> io::Result<MockServer<OpenAi>> {
        self.mock.listen_on(port).await
    }

    /// The mock beneath: what came, and failures or delays to inject.
    #[must_use]
    pub fn mock(&self) -> &Mock<OpenAi> {
        &self.mock
    }

    /// What happened in a run so far, as a stream of it would have told; a stream ends at an `error`. Empty for a run that
    /// there is not.
    #[must_use]
    pub fn events(&self, run: &RunId) -> Vec<Event> {
        let store = self.store.lock();
        let mut jobs = store.conversations.values().flat_map(|conversation| &conversation.jobs);
        jobs.find(|job| job.record.run.id == *run)
            .map(|job| job.record.events.clone())
            .unwrap_or_default()
    }
}

impl Default for Emulator {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").finish_non_exhaustive()
    }
}

/// All operations.
fn serve(mock: Mock<OpenAi>, store: &Shared) -> Mock<OpenAi> {
    mock.on(store.with(assistants::create))
        .on(store.with(assistants::retrieve))
        .on(store.with(assistants::modify))
        .on(store.with(assistants::delete))
        .on(store.with(assistants::list))
        .on(store.with(threads::create))
        .on(store.with_run(
            Opening::Thread,
            |request| request.wants_events,
            threads::create_and_run,
        ))
        .on(store.with(threads::retrieve))
        .on(store.with(threads::modify))
        .on(store.with(threads::delete))
        .on(store.with(messages::create))
        .on(store.with(messages::retrieve))
        .on(store.with(messages::modify))
        .on(store.with(messages::delete))
        .on(store.with(messages::list))
        .on(store.with_run(Opening::Run, |request| request.wants_events, runs::create))
        .on(store.with(runs::retrieve))
        .on(store.with(runs::modify))
        .on(store.with(runs::cancel))
        .on(store.with_run(Opening::Run, |request| request.wants_events, runs::submit_tool_outputs))
        .on(store.with(runs::list))
        .on(store.with(steps::retrieve))
        .on(store.with(steps::list))
        .on(store.with(models::list))
        .on(store.with(models::retrieve))
        .on(store.with(models::delete))
}

/// The headers of the service that clients look at.
fn stamp(headers: &mut HeaderMap) {
    headers.insert("openai-version", HeaderValue::from_static("2020-10-01"));
    headers.insert("openai-processing-ms", HeaderValue::from_static("1"));
    headers.insert("x-request-id", HeaderValue::from_static("req_emulated"));
    // A poll of this client, and of the official ones, waits as long as this says.
    headers.insert("openai-poll-after-ms", HeaderValue::from_static("100"));
}
