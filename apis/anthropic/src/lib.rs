//! A client of the Claude API of Anthropic: messages, streams, tools, batches, models, files and skills. It is declared with
//! [`schematic_api`].
//!
//! # A question and its answer
//!
//! ```no_run
//! use schematic_anthropic::{Anthropic, CreateMessage};
//!
//! # async fn example() -> Result<(), schematic_api::Error> {
//! let claude = Anthropic::from_env()?;
//! let question = CreateMessage::ask("claude-sonnet-5-5", 1024, "Why are there two tides a day?");
//! let answer = claude.messages().create(&question).await?;
//! println!("{}", answer.text());
//! # Ok(())
//! # }
//! ```
//!
//! To read the answer while it is being written, stream it:
//!
//! ```no_run
//! use schematic_anthropic::{Anthropic, CreateMessage};
//!
//! # async fn example(claude: Anthropic) -> Result<(), schematic_api::Error> {
//! let question = CreateMessage::ask("claude-sonnet-5-5", 1024, "Why are there two tides a day?");
//! let mut answer = claude.messages().stream(&question).await?;
//! let mut words = answer.text_deltas();
//! while let Some(word) = words.try_next().await? {
//!     print!("{word}");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Environment variables
//!
//! | variable | what it sets |
//! |---|---|
//! | `ANTHROPIC_API_KEY` | the API key, sent as `Authorization: Bearer …` |
//! | `ANTHROPIC_AUTH_TOKEN` | a token, sent in the same way if there is no key |
//! | `ANTHROPIC_BETAS` | names of features in beta, separated by commas, for the header `anthropic-beta` of all calls; may be unset |
//! | `ANTHROPIC_BASE_URL` | the base URL of the service; default: `https://api.anthropic.com` |
//!
//! [`Anthropic::from_env`] reads them. [`Anthropic::builder`] takes the same settings as arguments, and others:
//!
//! ```
//! use schematic_anthropic::Anthropic;
//!
//! # fn example(key: &str) -> Result<(), schematic_api::Error> {
//! let claude = Anthropic::builder()
//!     .credential(key)
//!     .header("anthropic-version", "2023-06-01")
//!     .append_header("anthropic-beta", "context-management-2025-06-27")
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Betas
//!
//! What the service only tries out has a name, which a request lists in the header `anthropic-beta`. No endpoint of this crate
//! needs one: files and skills are open to everybody, and `skills-2025-10-02` would even bring back an older form of them, in
//! which versions are numbers. A name is needed for fields of a beta in the body, such as
//! [`CreateMessage::context_management`], and for [`CountTokens`] with such fields (`token-counting-2024-11-01` besides). The
//! types have the fields and the blocks of the betas, because replies may have them.
//!
//! The names of the client, of a group and of a call are joined, each once. A group of your own declares those that it needs:
//!
//! ```
//! mod sessions {
//!     use schematic_anthropic::Messages;
//!
//!     schematic_api::api! {
//!         pub client Agents at "https://api.anthropic.com" {
//!             auth   bearer env "ANTHROPIC_API_KEY";
//!             header "anthropic-version": "2026-10-21";
//!         }
//!
//!         /// The groups of this crate can be mounted beside it.
//!         group messages = Messages;
//!
//!         group sessions at /v1/sessions {
//!             header append "anthropic-beta": "managed-agents-2026-04-01";
//!
//!             retrieve: GET /<id> -> text;
//!         }
//!     }
//! }
//!
//! # async fn example(agents: sessions::Agents) -> Result<(), schematic_api::Error> {
//! // anthropic-beta: managed-agents-2026-04-01,context-1m-2025-08-07
//! let call = agents.sessions().retrieve("sesn_1");
//! let session = call.append_header("anthropic-beta", "context-1m-2025-08-07").await?;
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
//! | `http2`, `gzip`, `brotli`, `zstd` | HTTP/2 and the codings of replies |
//! | `blocking` | `block` on calls and streams, for code that is not async |
//! | `emulator` | `emulator`, the service in memory, for tests and examples |
//! | `functions` | Rust functions that answer the model's calls: `Messages::answering`, and the crate `schematic-functions` as the module `functions` |
//!
//! # Unknown and unset values
//!
//! Every type keeps what it does not know: an unknown field in `extra`, an unknown string in `Unknown(String)`, an unknown
//! variant of a union in `Unknown(Value)`. Encoded again, these values are as they were received, so that the blocks of a reply
//! go back to the service [unchanged](Message::into_param). Within a version the service may add any of these.

#[cfg(feature = "functions")]
mod answering;
mod batches;
#[cfg(feature = "blocking")]
mod blocking;
mod cache_control;
mod content;
mod context_management;
#[cfg(feature = "emulator")]
pub mod emulator;
mod error;
mod events;
mod files;
mod ids;
mod message_stream;
mod messages;
mod models;
mod output_config;
mod page;
mod skill_versions;
mod skills;
mod thinking;
mod timestamp;
mod tools;

use schematic_api::api;

pub use schematic_api::{Body, FilePart};

#[cfg(feature = "functions")]
pub use self::answering::*;
pub use self::batches::*;
pub use self::cache_control::*;
pub use self::content::*;
pub use self::context_management::*;
pub use self::error::*;
pub use self::events::*;
pub use self::files::*;
pub use self::ids::*;
pub use self::message_stream::*;
pub use self::messages::*;
pub use self::models::*;
pub use self::output_config::*;
pub use self::page::*;
pub use self::skill_versions::*;
pub use self::skills::*;
pub use self::thinking::*;
pub use self::timestamp::*;
pub use self::tools::*;

/// Rust functions that a model may call; a re-export of `schematic-functions`.
///
/// To use `#[function]` without a dependency on that crate, name this path:
/// `#[function(crate = schematic_anthropic::functions)]`.
#[cfg(feature = "functions")]
pub use schematic_functions as functions;

api! {
    /// A client of the Claude API: messages, batches, models, files and skills.
    ///
    /// A failed attempt is retried up to twice: after a lost connection, or a reply with the status 408, 409, 429 or 5xx, which
    /// includes 529, by which the service says that it has too much to do. `x-should-retry` and `retry-after` of a reply come
    /// first. A call may take 10 minutes in all; that does not limit streams. The [builder](Self::builder) and the options of
    /// each call set other limits.
    pub client Anthropic at "https://api.anthropic.com" {
        base_url env "ANTHROPIC_BASE_URL";
        auth     bearer env "ANTHROPIC_API_KEY" or env "ANTHROPIC_AUTH_TOKEN";
        header   "anthropic-version": "2026-10-21";
        header   append "anthropic-beta": env "ANTHROPIC_BETAS"?;
        error    ErrorResponse;
        retry    2 on 408 409 429 5xx;
        timeout  10 min;
    }

    /// Messages: the model answers a conversation.
    group messages = crate::messages::Messages;

    /// Message batches: many requests at once, answered within a day.
    group batches = crate::batches::Batches;

    /// Models: what generates the answers.
    group models = crate::models::Models;

    /// Files: what was uploaded, and what containers made.
    group files = crate::files::Files;

    /// Skills: folders of instructions and code for the model.
    group skills = crate::skills::Skills;

    /// The versions of skills.
    group skill_versions = crate::skill_versions::SkillVersions;
}
