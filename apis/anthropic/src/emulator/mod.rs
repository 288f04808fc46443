//! A stateful Claude API in memory, for tests and examples (feature `emulator`).
//!
//! It answers messages as JSON and as events, and keeps batches, files and skills as the service does: with ids in its style,
//! the same pages, the same checks and the same errors. You decide what the model answers, with [`Emulator::model`] or
//! [`Emulator::script`]; left alone, it follows the [table](Emulator#what-the-model-answers-by-itself) of the emulator.
//!
//! ```
//! use schematic_anthropic::emulator::{Answer, Emulator};
//! use schematic_anthropic::{CreateMessage, StopReason};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let emulator = Emulator::new().script([Answer::text("Four.")]);
//! let claude = emulator.client();
//!
//! let question = CreateMessage::ask("claude-sonnet-5-5", 100, "What is 2 + 2?");
//! let answer = claude.messages().create(&question).await?;
//! assert_eq!(answer.text(), "Four.");
//! assert_eq!(answer.stop_reason, Some(StopReason::EndTurn));
//!
//! // The script is used up: the model repeats what the user says.
//! let answer = claude.messages().stream(&question).await?.final_text().await?;
//! assert_eq!(answer, "What is 2 + 2?");
//! # Ok::<(), schematic_api::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Emulator::client`] connects in memory; [`Emulator::listen`] opens a port on the loopback interface, for any SDK.

mod answer;
mod archive;
mod batches;
mod beta;
mod cache;
mod catalog;
mod cite;
mod context;
mod conversation;
mod failures;
mod files;
mod list;
mod messages;
mod mix;
mod models;
mod parts;
mod rate_limits;
mod records;
mod sample;
mod schema;
mod signature;
mod skills;
mod store;
mod stream;
mod threads;
mod tokens;
mod turn;
mod validate;
mod world;
mod writing;

use std::fmt;
use std::io;
use std::sync::Arc;

use schematic_api::mock::{Mock, MockServer};
use schematic_api::{ClientBuilder, Clock, HeaderMap, HeaderValue};

pub use self::answer::Answer;
use self::rate_limits::RateLimit;
use self::store::Shared;
pub use self::turn::Turn;
use self::world::World;
use crate::{
    Anthropic, FileMetadata, FilesContentRequest, FilesContentStreamRequest,
    SkillVersionsContentRequest, SkillVersionsContentStreamRequest,
};

/// The Claude API in memory. Clones share all state.
///
/// # What the model answers by itself
///
/// Without a [script](Self::script) and a [model](Self::model), a request decides on its answer. The first row that fits counts,
/// and the rows below the line are added to it.
///
/// | the request has | the answer |
/// |---|---|
/// | the word "overloaded" | the first request with this text is refused with 529, `overloaded_error` and `retry-after: 1`; the next one is answered |
/// | `tool_result` blocks in the last turn | a text that repeats their contents, one a line |
/// | "break the stream", and streams | a few deltas, then an `error` event of the kind `overloaded_error` |
/// | `tool_choice` `none` | no call; what the rows below say |
/// | `tool_choice` `tool` | a call of the named tool |
/// | `tool_choice` `any`; or `auto` or none, and the word "tool" | a call of each tool of the caller's, or with `disable_parallel_tool_use` of the first one |
/// | the same, and no tool of the caller's, but `web_search`, `web_fetch` or `code_execution` | a use of that: a search that finds a page, the page at the first address in the text, or a program that makes a file, which [can be downloaded](crate::Files::content) |
/// | `output_config.format` | JSON that has the required properties of the schema |
/// | a document, or else a search result, with `citations` enabled | the text of the last turn, with a citation of its beginning: of characters of plain text, of the first block, or of the first page |
/// | anything else | the text of the user's last turn, `end_turn` |
/// | *in all cases* | |
/// | `thinking` `enabled` or `adaptive`, or `between_tools` after results | thinking with a signature comes first; with `display: "omitted"` its text is empty |
/// | `stop_sequences` | text ends before the first of them: `stop_sequence` |
/// | fewer `max_tokens` than the answer has | the answer is cut: `max_tokens`. A call is left out, or cut if its tool has `eager_input_streaming` |
///
/// The arguments of a call have the required properties of the tool's schema: a value of `const`, `default`, `enum` or
/// `examples`, or else the question for a string, `minimum` or 1 for a number, `true`, and one item for an array.
///
/// # What else it does
///
/// | part | behaviour |
/// |---|---|
/// | credential | any but `bad-key`, as a bearer or in `x-api-key`; none, or the wrong one in either, is 401 |
/// | version | `2026-10-21` or `2023-06-01`; none or another is 400 |
/// | `anthropic-beta` | any value; with one, top-level fields of the beta and unknown variants of unions are accepted, and replies have the fields of the beta: `context_management`, `usage.iterations`, `usage.fallback_credit` |
/// | `context_management` | results of tools and thinking are cleared as the edits say, which lowers the tokens and shows in `applied_edits`; no summary is made. Credits have expired; other fields of the beta are ignored |
/// | bodies | checked against the schemas of the service: 400 with the path of the first field at fault, also for parts of uploads; compressed ones are 400; a message of more than 32 MB is 413, and anything of more than 64 MiB |
/// | conversations | results come first and for every call; signatures of thinking must be those of an emulator, unchanged; at most four `cache_control` |
/// | models | 30 of them, each with its own largest `max_tokens`: more is 400; an unknown or a retired one is 404. All can do everything, also what some models of the service refuse, such as `thinking` that is not `adaptive`, and read more than their `max_input_tokens` |
/// | limits of a minute | each reply tells them in `anthropic-ratelimit-…` headers, and what this minute of the clock leaves of them: 4000 requests, 2 000 000 tokens of input and 400 000 of output. Nothing is refused because of them |
/// | tokens | one for each word, or eight characters of a longer one |
/// | prompt cache | what `cache_control` marks is written, and read by the next request that begins alike, for 5 minutes or an hour on the clock; nothing is too short for it |
/// | batches | end after a second of the [clock](Self::clock) or the third request that looks at them, with their results in reverse order; cancelled ones at the next request |
/// | files | uploaded ones cannot be downloaded, as in the service; those of `code_execution` and of [`add_file`](Self::add_file) can; they expire on the clock |
/// | skills | four of Anthropic's, and those that are created; their files are retrieved as a ZIP archive |
/// | threads | with a beta, `thread` keeps a conversation for 5 minutes on the clock after its last request. A message is continued once, by the same model, without `system` and `tools`, which the thread keeps. With `context_management` or `fallbacks`, and in batches, a thread is 400 with the code `thread_unsupported_request` |
#[derive(Clone)]
pub struct Emulator {
    mock: Mock<Anthropic>,
    store: Shared,
}

impl Emulator {
    /// Creates a service with its models and the skills of Anthropic, but without batches and files.
    pub fn new() -> Self {
        let store = Shared::new();
        let (guarding, rejecting) = (store.clone(), store.clone());
        let mock = Mock::new()
            .guard(move |received| {
                let whole = |body| {
                    let store = guarding.lock();
                    store.threads.whole(body, store.world.now())
                };
                validate::check_request(received, whole).map_err(|failure| guarding.refuse(failure))
            })
            .reject_with(move |rejection| rejecting.refuse(failures::unfit(&rejection)))
            .stamp(stamp(&store));
        Self { mock: serve(mock, &store), store }
    }

    /// Sets the function that answers every request for a message. Default: [`Turn::default_answer`].
    ///
    /// The function is called while the state of the service is locked: calling the service from it would deadlock.
    ///
    /// ```
    /// use schematic_anthropic::emulator::{Answer, Emulator};
    ///
    /// let shouting = Emulator::new().model(|turn| Answer::text(turn.question().to_uppercase()));
    /// ```
    #[must_use]
    pub fn model<A: Into<Answer>>(
        self,
        model: impl Fn(&Turn) -> A + Send + Sync + 'static,
    ) -> Self {
        self.store.lock().world.model = Some(Arc::new(move |turn| model(turn).into()));
        self
    }

    /// Adds answers for the next requests, one each. When they are used up, the [model](Self::model) answers again.
    #[must_use]
    pub fn script<A: Into<Answer>>(self, answers: impl IntoIterator<Item = A>) -> Self {
        self.store.lock().world.script.extend(answers.into_iter().map(Into::into));
        self
    }

    /// Sets the clock for timestamps, for the delays and pauses of answers, for batches and for the expiry of files. Default:
    /// Tokio's clock.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        self.store.lock().world.set_clock(Arc::new(clock));
        self
    }

    /// Adds a file that can be downloaded, as if a container had made it.
    pub fn add_file(
        &self,
        name: impl Into<String>,
        media_type: &str,
        content: impl Into<Vec<u8>>,
    ) -> FileMetadata {
        self.store.lock().add_file(name.into(), media_type, content.into(), true, None)
    }

    /// Returns a client that is connected in memory.
    #[must_use]
    pub fn client(&self) -> Anthropic {
        self.mock.client()
    }

    /// Returns a builder for such a client.
    pub fn client_builder(&self) -> ClientBuilder<Anthropic> {
        self.mock.client_builder()
    }

    /// Opens a port on the loopback interface, and serves it until the returned server is dropped.
    ///
    /// # Errors
    ///
    /// The port cannot be opened.
    pub async fn listen(&self) -> io::Result<MockServer<Anthropic>> {
        self.mock.listen().await
    }

    /// Opens the given port, and serves it until the returned server is dropped.
    ///
    /// # Errors
    ///
    /// The port is taken or cannot be opened.
    pub async fn listen_on(&self, port: u16) -> io::Result<MockServer<Anthropic>> {
        self.mock.listen_on(port).await
    }

    /// Returns the underlying mock, which records the requests and can inject failures and delays.
    #[must_use]
    pub fn mock(&self) -> &Mock<Anthropic> {
        &self.mock
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

/// Registers all endpoints.
fn serve(mock: Mock<Anthropic>, store: &Shared) -> Mock<Anthropic> {
    mock.on(messages::create(store))
        .on(store.with(messages::count_tokens))
        .on(store.with(batches::create))
        .on(store.with(batches::list))
        .on(store.with(batches::retrieve))
        .on(store.with(batches::results))
        .on(store.with(batches::cancel))
        .on(store.with(batches::delete))
        .on(store.with(models::list))
        .on(store.with(models::retrieve))
        .on(store.with(files::upload))
        .on(store.with(files::list))
        .on(store.with(files::retrieve))
        .on(store.with(|store, request: FilesContentRequest| files::content(store, &request.file)))
        .on(store
            .with(|store, request: FilesContentStreamRequest| files::content(store, &request.file)))
        .on(store.with(files::delete))
        .on(store.with(skills::create))
        .on(store.with(skills::list))
        .on(store.with(skills::retrieve))
        .on(store.with(skills::delete))
        .on(store.with(skills::create_version))
        .on(store.with(skills::list_versions))
        .on(store.with(skills::retrieve_version))
        .on(store.with(|store, request: SkillVersionsContentRequest| {
            skills::content(store, &request.skill, &request.version)
        }))
        .on(store.with(|store, request: SkillVersionsContentStreamRequest| {
            skills::content(store, &request.skill, &request.version)
        }))
        .on(store.with(skills::delete_version))
}

/// Adds the headers of the service that clients read, with a request id of its own for each reply, and gives lines of JSON the
/// content type that the service has for them.
fn stamp(store: &Shared) -> impl Fn(&mut HeaderMap) + Send + Sync + 'static {
    let store = store.clone();
    move |headers| {
        headers.insert(
            "anthropic-organization-id",
            HeaderValue::from_static("00000000-0000-4000-8000-000000000000"),
        );
        if headers.get("content-type").is_some_and(|kind| kind == "application/x-ndjson") {
            headers.insert("content-type", HeaderValue::from_static("application/x-jsonl"));
        }
        let world = &mut store.lock().world;
        tell_limits(world, headers);
        if headers.contains_key("request-id") {
            return;
        }
        if let Ok(id) = HeaderValue::try_from(world.request_id()) {
            headers.insert("request-id", id);
        }
    }
}

/// Adds what is left of the limits of this minute.
fn tell_limits(world: &mut World, headers: &mut HeaderMap) {
    let left = world.rate_limits.count_request(world.now());
    let reset = world.timestamp_in(left).to_string();
    for RateLimit { names, limit, remaining } in world.rate_limits.left() {
        let values = [limit.to_string(), remaining.to_string(), reset.clone()];
        for (name, value) in names.into_iter().zip(values) {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
    }
}
