//! A stateful Assistants v2 service in memory, for tests and examples (feature `emulator`).
//!
//! It stores assistants, threads, messages, runs and steps, and files, uploads and vector stores, as the service does: with
//! ids in its style, lists with cursors, the same transitions and expiry, and error replies in its words. You decide what
//! the model answers, with [`Emulator::model`] or [`Emulator::script`].
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
//! // Each request about the thread moves the run on by one transition.
//! assert_eq!(openai.runs().retrieve(&thread.id, &run.id).await?.status, RunStatus::InProgress);
//! assert_eq!(openai.runs().retrieve(&thread.id, &run.id).await?.status, RunStatus::Completed);
//! assert_eq!(openai.messages().list(&thread.id).await?.data[0].text(), "Four.");
//! # Ok::<(), schematic_api::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Vector stores are searched by words, not by meaning: a chunk that has the words of the query is found.
//!
//! ```
//! use schematic_openai::emulator::Emulator;
//! use schematic_openai::{CreateFile, CreateVectorStore, FilePart, FilePurpose, SearchVectorStore};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let openai = Emulator::new().client();
//! let (files, stores) = (openai.files(), openai.vector_stores());
//!
//! let note = FilePart::new("tide.md", "The tide is high at noon.");
//! let file = files.create(CreateFile::new(FilePurpose::Assistants, note)).await?;
//! let body = CreateVectorStore::new().file_ids([file.id]);
//! let store = stores.create(&body).then_poll(|store| stores.retrieve(&store.id)).await?;
//! let found = stores.search(&store.id, &SearchVectorStore::new("When is high tide?")).await?;
//! assert_eq!(found.data[0].text(), "The tide is high at noon.");
//! # Ok::<(), schematic_api::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Emulator::client`] connects in memory; [`Emulator::listen`] opens a port on the loopback interface, for any SDK.
//!
//! To see what a program does when the service fails, let requests fail with
//! [`Mock::fail_next`](schematic_api::mock::Mock::fail_next) of [`Emulator::mock`], or, from a program in any language,
//! send the header `X-Emulator-Status` with them: `X-Emulator-Status: 429` gets the service's reply of that status.

mod answer;
mod asked;
mod assistants;
mod event;
mod failures;
mod file_search;
mod files;
mod form;
mod handlers;
mod job;
mod list;
mod live;
mod messages;
mod models;
mod passages;
mod record;
mod resources;
mod rule;
mod rules;
mod runs;
mod sample;
mod search;
mod shelf;
mod steps;
mod storage;
mod storage_rules;
mod store;
mod threads;
mod turn;
mod uploads;
mod usage;
mod validate;
mod vector_search;
mod vector_store_batches;
mod vector_store_files;
mod vector_stores;
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
pub use self::passages::Passage;
use self::store::Shared;
pub use self::turn::Turn;
use crate::{OpenAi, RunId};

/// An Assistants v2 service in memory. Clones share all state.
///
/// A streamed run moves on as its events are read, and sends the events of the service in the same order. Any run also
/// makes one transition with each request about its thread, whether for the run, a list of runs, the messages or the
/// steps. So a program sees every status and a test takes no time: the run is `queued` when it is created, then
/// `in_progress`, then whatever the model's answer leads to. Requests that change the course of a run find it as it was
/// last seen: cancelling, modifying and submitting tool outputs make no transition, except that a run may have expired.
/// The delays of [`Answer::after`] and [`Answer::paced`] apply in all cases.
///
/// The files of a vector store move on by the same rule: a file is `in_progress` when it is added and when it is read for the
/// first time, then `completed`, or `failed` if it is empty or cannot be read as text. Each request that reads a vector store,
/// its files or its batches, or searches it, makes one transition of all its files. Requests that add, modify, remove or
/// cancel find the files as they were last seen. A search finds only what is `completed`.
///
/// What expires does so by the [clock](Self::clock): an expired file is gone, from the vector stores too, an expired upload
/// takes no parts, and an expired vector store is neither searched nor filled.
///
/// # What the model answers by itself
///
/// A program that can only use the API, such as one in another language, asks for each answer by the API's own means:
///
/// | the request has | the answer is |
/// |---|---|
/// | no tools, or `tool_choice` `none` | a message that repeats the text of the user |
/// | functions | calls of those that the question names, all at once, or of the first one if it names none |
/// | `tool_choice` with a function | a call of this function |
/// | `tool_choice` `code_interpreter` | a step of the code interpreter with logs, then a message |
/// | `file_search`, and a vector store with files | a search for the question, then the line of the best result that fits it best, with a citation |
/// | `tool_choice` `required`, and no functions | the first tool is used |
/// | outputs of functions | a message with the outputs |
/// | the header `X-Emulator-Status: 429`, or another status | an error reply with this status |
///
/// The arguments fit the JSON Schema of the function: they are taken from `const`, `default`, `examples` or `enum`, in this order,
/// and otherwise a string is a name found in the question. Any key is right; a request without one is a 401.
#[derive(Clone)]
pub struct Emulator {
    mock: Mock<OpenAi>,
    store: Shared,
}

impl Emulator {
    /// Creates a service with the models for assistants, but nothing else. Its model follows the tool
    /// choice of each run; see [`Turn::default_answer`].
    pub fn new() -> Self {
        let store = Shared::new();
        let mock = Mock::new()
            .guard(validate::check_request)
            .max_body(MAX_BODY)
            .reject_with(failures::word)
            .stamp(stamp(&store));
        Self { mock: serve(mock, &store), store }
    }

    /// Sets the function that answers every turn of every run. Default: [`Turn::default_answer`].
    ///
    /// The function is called while the state of the service is locked: calling the service from it would deadlock.
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

    /// Adds answers for the next turns, one each, of any run. When they are used up, the [model](Self::model) answers
    /// again.
    #[must_use]
    pub fn script<A: Into<Answer>>(self, answers: impl IntoIterator<Item = A>) -> Self {
        self.store.lock().world.script.extend(answers.into_iter().map(Into::into));
        self
    }

    /// Sets the clock for timestamps, for the delays and pauses of answers, and for all that expires. Default:
    /// Tokio's clock.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        self.store.lock().world.set_clock(Arc::new(clock));
        self
    }

    /// Returns a client that is connected in memory.
    #[must_use]
    pub fn client(&self) -> OpenAi {
        self.mock.client()
    }

    /// Returns a builder for such a client.
    pub fn client_builder(&self) -> ClientBuilder<OpenAi> {
        self.mock.client_builder()
    }

    /// Opens a port on the loopback interface, and serves it until the returned server is dropped.
    ///
    /// # Errors
    ///
    /// The port cannot be opened.
    pub async fn listen(&self) -> io::Result<MockServer<OpenAi>> {
        self.mock.listen().await
    }

    /// Opens the given port, and serves it until the returned server is dropped.
    ///
    /// # Errors
    ///
    /// The port is taken or cannot be opened.
    pub async fn listen_on(&self, port: u16) -> io::Result<MockServer<OpenAi>> {
        self.mock.listen_on(port).await
    }

    /// Returns the underlying mock, which records the requests and can inject failures and delays.
    #[must_use]
    pub fn mock(&self) -> &Mock<OpenAi> {
        &self.mock
    }

    /// Returns all events of a run so far, as streams of the run would carry them (a stream ends at an `error` event).
    /// Empty if there is no such run.
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

/// The largest body of a request to a port, in bytes: that of the largest file, with room for its other parts.
const MAX_BODY: usize = storage_rules::MAX_FILE + (1 << 20);

/// Registers all endpoints.
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
        .on(store.with(files::create))
        .on(store.with(files::list))
        .on(store.with(files::retrieve))
        .on(store.with(files::content))
        .on(store.with(files::content_stream))
        .on(store.with(files::delete))
        .on(store.with(uploads::create))
        .on(store.with(uploads::add_part))
        .on(store.with(uploads::complete))
        .on(store.with(uploads::cancel))
        .on(store.with(vector_stores::create))
        .on(store.with(vector_stores::list))
        .on(store.with(vector_stores::retrieve))
        .on(store.with(vector_stores::modify))
        .on(store.with(vector_stores::delete))
        .on(store.with(vector_stores::search))
        .on(store.with(vector_store_files::create))
        .on(store.with(vector_store_files::list))
        .on(store.with(vector_store_files::retrieve))
        .on(store.with(vector_store_files::modify))
        .on(store.with(vector_store_files::delete))
        .on(store.with(vector_store_files::content))
        .on(store.with(vector_store_batches::create))
        .on(store.with(vector_store_batches::retrieve))
        .on(store.with(vector_store_batches::cancel))
        .on(store.with(vector_store_batches::list_files))
}

/// Adds the headers of the service that clients read, with a request id of its own for each reply.
fn stamp(store: &Shared) -> impl Fn(&mut HeaderMap) + Send + Sync + 'static {
    let store = store.clone();
    move |headers| {
        headers.insert("openai-version", HeaderValue::from_static("2020-10-01"));
        headers.insert("openai-processing-ms", HeaderValue::from_static("1"));
        // This client and the official ones wait this long between two polls.
        headers.insert("openai-poll-after-ms", HeaderValue::from_static("100"));
        if let Ok(id) = HeaderValue::try_from(store.lock().world.request_id()) {
            headers.insert("x-request-id", id);
        }
    }
}
