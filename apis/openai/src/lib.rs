//! The OpenAI Agent API (Assistants v2): assistants, threads, messages, runs, run steps and models,
//! declared with [`schematic_api`].
//!
//! # Who answers
//!
//! **OpenAI retired assistants, threads, messages, runs and run steps on 2026-08-26**:
//! `api.openai.com` answers 404 to them. Models live on there. The protocol is still spoken by
//! others:
//!
//! - Azure AI Foundry Agent Service (classic), until 2027-03-31;
//! - proxies and servers that one runs oneself: LiteLLM, open-assistant-api, and more of that kind;
//! - the emulator of this crate (feature `emulator`), in memory and without a network.
//!
//! So the address is always open to choice: `OPENAI_BASE_URL`, or the builder. And since these
//! servers differ in detail, decoding is lenient: a field may be missing, `null` or unknown to us,
//! and little more than the id of an object is insisted on.
//!
//! # A run, from start to end
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
//! The start and the wait are also one call, [`Runs::create_and_poll`]. And the words can be read
//! while they are written:
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
//! A [`RunStream`] gives every event, and keeps the run with its messages and steps as they are
//! after it.
//!
//! # Settings from the environment
//!
//! | variable | what it sets |
//! |---|---|
//! | `OPENAI_API_KEY` | the key, sent as `Authorization: Bearer …` |
//! | `OPENAI_BASE_URL` | the address of the service; `https://api.openai.com/v1` unless set |
//! | `OPENAI_ORG_ID` | the header `OpenAI-Organization`; left out unless set |
//! | `OPENAI_PROJECT_ID` | the header `OpenAI-Project`; left out unless set |
//!
//! [`OpenAi::builder`] sets the same by hand, headers with `header("OpenAI-Organization", …)`. It
//! also suits servers that want the key elsewhere, or a query with every call:
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
//! | feature | what it brings |
//! |---|---|
//! | `reqwest` (on) | the HTTP transport; without it, give the builder one of your own |
//! | `rustls` (on) | TLS for it |
//! | `emulator` | the service in memory, and a typed mock of it, for tests and demonstrations |
//! | `functions` | Rust functions that answer what runs ask for: `Runs::answering`; all of `schematic-functions` as `functions` |
//!
//! # Types
//!
//! Every object keeps what it does not know: a field in `extra`, a word in `Unknown(String)`, a
//! member of a union in `Unknown(Value)`; encoded again it is as it came. In a request, what is not
//! set is not sent. A field of type [`Patch`](schematic_api::Patch), in changes, knows a third
//! state: `clear_…` sends `null` and empties it.

#[cfg(feature = "functions")]
mod answering;
mod assistants;
#[cfg(feature = "emulator")]
pub mod emulator;
mod error;
mod events;
mod ids;
mod messages;
mod metadata;
mod models;
mod page;
mod reasoning;
mod response_format;
mod run_stream;
mod runs;
mod steps;
mod threads;
mod timestamp;
mod tool_choice;
mod tool_resources;
mod tools;
mod truncation;

use schematic_api::api;

#[cfg(feature = "functions")]
pub use self::answering::*;
pub use self::assistants::*;
pub use self::error::*;
pub use self::events::*;
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
/// Rust functions that a model may call. To write `#[function]` without a dependency on `schematic-functions`, say where
/// it is: `#[function(crate = schematic_openai::functions)]`.
#[cfg(feature = "functions")]
pub use schematic_functions as functions;

api! {
    /// The OpenAI Agent API: assistants, threads, messages, runs, run steps and models.
    pub client OpenAi at "https://api.openai.com/v1" {
        base_url env "OPENAI_BASE_URL";
        auth     bearer env "OPENAI_API_KEY";
        header   "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        header   "OpenAI-Project": env "OPENAI_PROJECT_ID"?;
        error    ErrorResponse;
        retry    2 on 408 409 429 5xx;
        timeout  10 min;
    }

    /// Assistants: a model with instructions and tools, under an id.
    group assistants = crate::assistants::Assistants;

    /// Threads: conversations, kept by the service.
    group threads = crate::threads::Threads;

    /// Messages: what stands in a thread.
    group messages = crate::messages::Messages;

    /// Runs: an assistant at work on a thread.
    group runs = crate::runs::Runs;

    /// Run steps: what an assistant did in a run.
    group steps = crate::steps::Steps;

    /// Models: who answers.
    group models = crate::models::Models;
}
