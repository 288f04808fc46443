//! A client of the OpenAI Agent API (Assistants v2): assistants, threads, messages, runs, run steps and models, and the
//! files, uploads and vector stores that they work with. It is declared with [`schematic_api`].
//!
//! # Which services it works with
//!
//! **OpenAI retired assistants, threads, messages, runs and run steps on 2026-08-26**: `api.openai.com` answers 404 to
//! these calls. Models, files, uploads and vector stores are still served. Other services continue to speak the protocol:
//!
//! - Azure AI Foundry Agent Service (classic), until 2027-03-31;
//! - self-hosted proxies and servers, such as LiteLLM and open-assistant-api;
//! - the emulator of this crate (feature `emulator`), in memory and without a network.
//!
//! Set the address of your service with `OPENAI_BASE_URL` or with the builder. These services differ in detail, so
//! decoding is lenient: fields may be missing, `null` or unknown, and most objects require little more than their id.
//!
//! # A run from start to finish
//!
//! ```no_run
//! use schematic_openai::{CreateAssistant, CreateMessage, CreateRun, CreateThread, OpenAi};
//!
//! # async fn example() -> Result<(), schematic_api::Error> {
//! let openai = OpenAi::from_env()?;
//! let assistant = CreateAssistant::new("gpt-4o").instructions("Be brief.");
//! let assistant = openai.assistants().create(&assistant).await?;
//! let thread = openai.threads().create(&CreateThread::new()).await?;
//! openai.messages().create(&thread.id, &CreateMessage::user("What is 2 + 2?")).await?;
//! let run = openai.runs().create(&thread.id, &CreateRun::new(&assistant.id)).await?;
//! let run = openai.runs().retrieve(&thread.id, &run.id).poll().await?;
//! println!("{}", run.status);
//! for message in openai.messages().list(&thread.id).run_id(&run.id).await? {
//!     println!("{}", message.text());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`Runs::create_and_poll`] starts a run and waits for it in one call. To read the answer while it is being written,
//! stream the run:
//!
//! ```no_run
//! use schematic_openai::{CreateRun, OpenAi, ThreadId};
//!
//! # async fn example(openai: OpenAi, thread: ThreadId) -> Result<(), schematic_api::Error> {
//! let mut run = openai.runs().create_and_stream(&thread, &CreateRun::new("asst_abc123")).await?;
//! let mut words = run.text_deltas();
//! while let Some(word) = words.try_next().await? {
//!     print!("{word}");
//! }
//! println!("{:?}", run.final_run().await?.usage);
//! # Ok(())
//! # }
//! ```
//!
//! A [`RunStream`] also yields every event of the run, and keeps an up-to-date snapshot of the run, its messages and
//! its steps.
//!
//! # Files and vector stores
//!
//! A vector store holds files that a search finds by their meaning: the file search of an assistant, or a call of yours.
//!
//! ```no_run
//! use schematic_openai::{CreateVectorStore, FilePart, Filter, OpenAi, SearchVectorStore};
//!
//! # async fn example(openai: OpenAi) -> Result<(), Box<dyn std::error::Error>> {
//! let stores = openai.vector_stores();
//! let store = stores.create(&CreateVectorStore::new().name("Support FAQ")).await?;
//! let files = ["docs/faq.pdf", "docs/terms.md"].map(FilePart::from_path);
//! let batches = openai.vector_store_file_batches();
//! batches.upload_and_poll(&store.id, files).attributes([("region", "eu")]).await?;
//!
//! let query = SearchVectorStore::new("May I return it?").filters(Filter::eq("region", "eu"));
//! for result in stores.search(&store.id, &query).await? {
//!     println!("{} ({}): {}", result.filename, result.score, result.text());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`Files::create`] uploads a file on its own, and [`Uploads::upload_file_chunked`] one of up to 8 GB, in parts.
//!
//! # Environment variables
//!
//! | variable | what it sets |
//! |---|---|
//! | `OPENAI_API_KEY` | the API key, sent as `Authorization: Bearer …` |
//! | `OPENAI_BASE_URL` | the base URL of the service; default: `https://api.openai.com/v1` |
//! | `OPENAI_ORG_ID` | the header `OpenAI-Organization`; not sent unless set |
//! | `OPENAI_PROJECT_ID` | the header `OpenAI-Project`; not sent unless set |
//!
//! [`OpenAi::from_env`] reads them. [`OpenAi::builder`] takes the same settings as arguments, the headers with
//! `header("OpenAI-Organization", …)`. Use it also for services that expect the key in another header, or a query
//! parameter with every call:
//!
//! ```
//! use schematic_openai::OpenAi;
//!
//! # fn example(key: &str) -> Result<(), schematic_api::Error> {
//! let openai = OpenAi::builder()
//!     .base_url("https://agents.example.com/v1?api-version=2025-05-01")
//!     .without_credential()
//!     .header("api-key", key)
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `reqwest` (default) | the HTTP transport; without it, pass a transport to the builder |
//! | `rustls` (default) | TLS for the transport |
//! | `emulator` | the service in memory, and a typed mock of it, for tests and demonstrations |
//! | `functions` | Rust functions that answer the calls of a run: `Runs::answering`, and the crate `schematic-functions` as the module `functions` |
//!
//! # Unknown and unset values
//!
//! Every type keeps what it does not know: an unknown field in `extra`, an unknown string in `Unknown(String)`, an
//! unknown variant of a union in `Unknown(Value)`. Encoded again, these values are as they were received.
//!
//! In a request, an unset field is not sent. In the bodies that modify an object, a field of type
//! [`Patch`](schematic_api::Patch) can also be cleared: `clear_…` sends `null`, which empties the field.

#[cfg(feature = "functions")]
mod answering;
mod arguments;
mod assistants;
mod attributes;
#[cfg(feature = "blocking")]
mod blocking;
mod chunking;
#[cfg(feature = "emulator")]
pub mod emulator;
mod error;
mod events;
mod files;
mod ids;
mod messages;
mod metadata;
mod models;
mod page;
mod pairs;
mod parallel;
mod reasoning;
mod response_format;
mod run_stream;
mod runs;
#[cfg(feature = "openapi")]
mod schemas;
mod steps;
mod threads;
mod timestamp;
mod tool_choice;
mod tool_resources;
mod tools;
mod truncation;
mod uploads;
mod vector_store_file_batches;
mod vector_store_files;
mod vector_stores;

use schematic_api::api;

#[cfg(feature = "functions")]
pub use self::answering::*;
pub use self::arguments::*;
pub use self::assistants::*;
pub use self::attributes::*;
pub use self::chunking::*;
pub use self::error::*;
pub use self::events::*;
pub use self::files::*;
pub use self::ids::*;
pub use self::messages::*;
pub use self::metadata::*;
pub use self::models::*;
pub use self::page::*;
pub use self::reasoning::*;
pub use self::response_format::*;
pub use self::run_stream::*;
pub use self::runs::*;
pub use self::steps::*;
pub use self::threads::*;
pub use self::timestamp::*;
pub use self::tool_choice::*;
pub use self::tool_resources::*;
pub use self::tools::*;
pub use self::truncation::*;
pub use self::uploads::*;
pub use self::vector_store_file_batches::*;
pub use self::vector_store_files::*;
pub use self::vector_stores::*;
/// Rust functions that a model may call; a re-export of `schematic-functions`.
///
/// To use `#[function]` without a dependency on that crate, name this path:
/// `#[function(crate = schematic_openai::functions)]`.
#[cfg(feature = "functions")]
pub use schematic_functions as functions;

/// What the bodies of files are made of; re-exports of `schematic-api`.
pub use schematic_api::{Body, FilePart};

api! {
    /// A client of the OpenAI Agent API: assistants, threads, messages, runs, run steps, models, files, uploads and
    /// vector stores.
    ///
    /// Where it is safe to repeat a request, a failed attempt is retried up to twice: after a lost connection, or a
    /// reply with the status 408, 409, 429 or 5xx. A call may take 10 minutes in all; that does not limit streams. The
    /// [builder](Self::builder) and the options of each call set other limits.
    pub client OpenAi at "https://api.openai.com/v1" {
        base_url env "OPENAI_BASE_URL";
        auth     bearer env "OPENAI_API_KEY";
        header   "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        header   "OpenAI-Project": env "OPENAI_PROJECT_ID"?;
        error    ErrorResponse;
        retry    2 on 408 409 429 5xx;
        timeout  10 min;
    }

    /// Assistants: models configured with instructions and tools.
    group assistants = crate::assistants::Assistants;

    /// Threads: conversations, stored by the service.
    group threads = crate::threads::Threads;

    /// Messages: the contents of a thread.
    group messages = crate::messages::Messages;

    /// Runs: an assistant working on a thread.
    group runs = crate::runs::Runs;

    /// Run steps: what an assistant did during a run.
    group steps = crate::steps::Steps;

    /// Models: what generates the answers.
    group models = crate::models::Models;

    /// Files: what was uploaded, and what the service generated.
    group files = crate::files::Files;

    /// Uploads: large files, sent in parts.
    group uploads = crate::uploads::Uploads;

    /// Vector stores: files that a search finds by their meaning.
    group vector_stores = crate::vector_stores::VectorStores;

    /// Vector store files: the files of a vector store.
    group vector_store_files = crate::vector_store_files::VectorStoreFiles;

    /// Vector store file batches: files that are added to a vector store together.
    group vector_store_file_batches = crate::vector_store_file_batches::VectorStoreFileBatches;
}
