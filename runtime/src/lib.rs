//! Typed HTTP API clients from declarations such as `POST /threads/<id>/runs -> Run`.
//!
//! This crate is for calling an HTTP API that has no good Rust client, and for writing such a client for others. You
//! declare the endpoints with [`api!`], one line each, in your own source. The macro expands the declaration into a
//! client with one typed method per endpoint, and this crate sends the calls: encoding, credentials, retries, timeouts,
//! paging, polling, event streams and errors are one engine for all endpoints.
//!
//! **The [`guide`] leads through all of it**, one task in each chapter: [declare](guide::declare),
//! [types](guide::types), [call](guide::call), [page](guide::page), [stream](guide::stream), [errors](guide::errors),
//! [test with the mock](guide::mock), [with recordings](guide::record), [credentials](guide::credentials),
//! [several files and crates](guide::files), [publish an API crate](guide::publish),
//! [have its OpenAPI document](guide::openapi), and come from [reqwest](guide::from_reqwest),
//! [progenitor](guide::from_progenitor) or [`async-openai`](guide::from_async_openai). The
//! [cheat sheet](guide::cheat_sheet) has the language on one page.
//!
//! ```
//! use schematic_api::{Object, api};
//!
//! /// A thread.
//! #[derive(Clone, Debug, PartialEq, Object)]
//! pub struct Thread {
//!     pub id: String,
//!     pub title: Option<String>,
//! }
//!
//! api! {
//!     pub client Threads at "https://api.example.com/v1" { auth bearer env "THREADS_KEY"; }
//!
//!     create:   POST /threads (json Thread) -> Thread;
//!     retrieve: GET  /threads/<id> -> Thread;
//! }
//!
//! async fn title(threads: &Threads, id: &str) -> Result<Option<String>, schematic_api::Error> {
//!     Ok(threads.retrieve(id).await?.title)
//! }
//! ```
//!
//! A declared method returns a call. Awaiting it sends the request; the options of [`Call`], such as
//! [`timeout`](Call::timeout) or [`header`](Call::header), come before the `.await`. A call owns everything it needs, so
//! it can be stored, returned and spawned. If something goes wrong you get an [`Error`], and [`Error::kind`] tells you
//! what it was.
//!
//! Calls run on [tokio](https://tokio.rs). Awaited anywhere else, they return an error that says so. In code that is not
//! `async`, the feature `blocking` gives every call a method
//! [`block`](https://docs.rs/schematic-api/latest/schematic_api/blocking/).
//!
//! # To look things up
//!
//! - [`api!`]: the manual of the language, from the first line to the grammar.
//! - [`macro@Object`], [`macro@Union`], [`macro@StringEnum`] and [`macro@Event`]: derives for the types in it. Plain serde
//!   types work as well.
//! - [`ClientBuilder`]: everything you can set on a client.
//! - [`mock`](https://docs.rs/schematic-api/latest/schematic_api/mock/): a typed stand-in for the declared service, for
//!   your tests.
//! - [`record`](https://docs.rs/schematic-api/latest/schematic_api/record/): recordings of what the service answered, for
//!   your tests.
//! - [`Client::request`]: a request to an endpoint that is not declared.
//!
//! # Defaults and limits
//!
//! The most specific setting wins: the call's, then the endpoint's declaration, then the client's builder, then the API's
//! declaration, then the default. Headers and query parameters differ in one point: the builder's win over an endpoint's
//! declaration, so that a client can be moved to another version of a service.
//!
//! | what | default | per call | per client | in a declaration |
//! |---|---|---|---|---|
//! | time of a call: all attempts, pauses and the body | 10 min | [`timeout`](Call::timeout) | [`timeout`](ClientBuilder::timeout) | `timeout 30 s` |
//! | the same while a reply streams | no limit, unless the call, its endpoint or the builder sets one | | | |
//! | time of one attempt | that of the call | [`attempt_timeout`](Call::attempt_timeout) | [`attempt_timeout`](ClientBuilder::attempt_timeout) | |
//! | time between two chunks of a body; comments in an event stream count as chunks | 60 s | [`idle_timeout`](Call::idle_timeout) | [`idle_timeout`](ClientBuilder::idle_timeout) | |
//! | time to connect | 5 s | | [`connect_timeout`](ClientBuilder::connect_timeout) | |
//! | retries of a failed attempt | 2 | [`retries`](Call::retries) | [`retries`](ClientBuilder::retries) | `retry 3` |
//! | … on these statuses | 408, 429, 5xx; `x-should-retry` overrides them | | [`RetryPolicy::statuses`] | `retry 3 on 429 5xx` |
//! | … on these failures | no connection, broken connection, attempt or idle timeout, truncated body | | | |
//! | … of a request that is not idempotent | only on 429, 503 and 529, and if nothing was sent | [`idempotency_key`](Call::idempotency_key) | | `idempotent`, `idempotency "Idempotency-Key"` |
//! | … of a streamed body | never | | | |
//! | pause before a retry | random, up to 0.5 s, doubling to 8 s; never less than `Retry-After` | | [`RetryPolicy::backoff`], [`jitter`](ClientBuilder::jitter) | |
//! | longest `Retry-After` to wait for | 60 s; if the service asks for more, the call fails at once | | [`RetryPolicy::max_retry_after`] | |
//! | budget of retries | 500 tokens; a retry that fails costs 10, a call that needs none earns 1 | | [`retry_budget`](ClientBuilder::retry_budget) | |
//! | credential | the declared one; a client without it is not built | | [`credential`](ClientBuilder::credential), [`credential_for`](ClientBuilder::credential_for), [`without_credential`](ClientBuilder::without_credential), [`with_credential`](Client::with_credential) | `auth bearer env "KEY"` |
//! | new credential after a 401 | one, if a provider supplies it | | [`credential_provider`](ClientBuilder::credential_provider) | |
//! | redirects | not followed; if allowed, only on the same origin, and only `GET` and `HEAD` | | [`redirects`](ClientBuilder::redirects) | |
//! | requests to URLs that the service gave | only on the origin of the base URL | | | `auth none` on the line |
//! | credential over plain http | to this machine only | | [`allow_insecure_http`](ClientBuilder::allow_insecure_http) | `auth none` |
//! | environment variables of the declaration | not read | | [`read_env`](ClientBuilder::read_env) | `env "NAME"` |
//! | headers | `user-agent`, `accept`, `content-type`, the credential | [`header`](Call::header), [`without_header`](Call::without_header) | [`header`](ClientBuilder::header), [`with_header`](Client::with_header) | `header "Name": "value"` |
//! | a function that is told how far a body has got | | [`on_progress`](Call::on_progress) | | |
//! | values of headers that are lists | | [`append_header`](Call::append_header) | [`append_header`](ClientBuilder::append_header) | `header append "Name": "value"` |
//! | query | that of the base URL | [`query`](Call::query) | [`query`](ClientBuilder::query) | `query "name": "value"` |
//! | proxies | those of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`) | | [`without_env_proxies`](ClientBuilder::without_env_proxies), [`ReqwestTransport::customized`](transport::ReqwestTransport::customized) | |
//! | HTTP version | 1.1; 2 with the feature `http2` | | | |
//! | content codings | none; with the features `gzip`, `brotli` and `zstd`, asked for and decoded in JSON, text and error bodies | | | |
//! | idle connections | kept for 20 s | | [`transport`](ClientBuilder::transport) | |
//! | largest body read into memory, decoded | 64 MiB | | [`Limits::max_body`] | |
//! | memory of JSON once it is decoded, estimated | 1 GiB | | [`Limits::max_decoded`] | |
//! | part of an error body that is kept | 64 KiB, read for at most 5 s | | [`Limits::max_error_body`] | |
//! | largest event of a stream | 16 MiB | | [`Limits::max_event`] | |
//! | largest line of JSON Lines | 16 MiB | | [`Limits::max_line`] | |
//! | size of a whole stream of events or lines | no limit | | [`Limits::max_stream`] | |
//! | part of an unwanted body that is drained, to reuse the connection | 64 KiB, for at most 0.1 s | | [`Limits::max_drain`] | |
//! | pause between polls | the reply's `…poll-after-ms` (0.1 s to 60 s), else 0.5 s growing to 5 s | [`every`](Poller::every), [`interval_header`](Poller::interval_header) | | |
//! | time of a poll | 10 min | [`Poller::timeout`] | | |
//!
//! What a reply takes in memory, by these limits:
//!
//! - A body that is received whole takes up to twice its limit while it arrives, three times if it is compressed; then
//!   once.
//! - JSON takes, in addition, what the declared type keeps of it. As a [`serde_json::Value`], and in the unknown fields
//!   of an [`Extra`], small values take up to 130 times their text: records about 13 times, prose twice. `max_decoded`
//!   limits this. A type of your own takes its size for each value, however short its text is.
//! - An error keeps up to 64 KiB of its body, and the typed error, which may be 130 times as much.
//! - A stream of events holds one event, its id and one chunk, each while it is gathered twice; then the decoded event,
//!   as any JSON. Nothing is kept of events that have been read. A stream of lines holds one line and one chunk. A body that
//!   is streamed takes one chunk.
//!
//! `Duration::MAX` means no limit. Time and randomness come from [`Clock`] and [`Jitter`], which a test can replace.
//!
//! # Tracing
//!
//! Each call is a `tracing` span named `call` at level `INFO`, with the attributes of OpenTelemetry's conventions for HTTP
//! clients: `http.request.method`, `url.template`, `server.address`, `server.port`, `http.response.status_code`,
//! `http.request.resend_count`, `error.type`, and also `request_id`. A failed attempt that will be retried is an event at
//! level `DEBUG`. Spans and events never contain URLs, header values or bodies.
//!
//! # Features
//!
//! - `reqwest` (default): the HTTP transport. Without it, a client needs another [`Transport`](transport::Transport).
//! - `rustls` (default): TLS for that transport, with the platform's root certificates.
//! - `http2`: HTTP/2 where the service offers it.
//! - `gzip`, `brotli`, `zstd`: compressed replies. Replies declared as `bytes` or `stream` stay as they are on the wire.
//! - `files`: files as bodies of requests, and replies that are saved to files.
//! - `multipart`: bodies of several parts, with files among them; includes `files`.
//! - `mock`: a typed stand-in for the declared service, in process or on a loopback port.
//! - `record`: recordings of what a service answers, which tests replay without a network.
//! - `blocking`: `block` on calls and streams, for code that is not `async`; see
//!   [`blocking`](https://docs.rs/schematic-api/latest/schematic_api/blocking/).
//! - `openapi`: the declaration as an OpenAPI document; see
//!   [`openapi`](https://docs.rs/schematic-api/latest/schematic_api/openapi/).
//!
//! What other crates of your program switch on in reqwest changes none of this.

// Nothing that the network or a caller sends may cause a panic.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::panic,
        clippy::unreachable
    )
)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
mod codec;
mod declaration;
mod error;
mod execute;
mod format;
pub mod guide;
pub mod json_lines;
mod json_private;
#[cfg(feature = "mock")]
#[allow(clippy::panic, clippy::string_slice, reason = "a test that is set up wrong should stop")]
pub mod mock;
#[cfg(feature = "multipart")]
mod multipart;
#[cfg(feature = "openapi")]
pub mod openapi;
#[cfg(feature = "record")]
pub mod record;
mod redactor;
pub mod reply;
mod request;
mod response;
mod retry;
pub mod sse;
pub mod transport;
mod unescaped;
mod wire;

pub use call::{
    Call, CallFuture, CallOptions, Items, Pages, Poller, ResponseFuture, UndeclaredRequest,
};
pub use client::{
    Api, Client, ClientBuilder, Clock, Credential, CredentialProvider, Jitter, Limits,
    RandomJitter, Redirects, Sleep, TokioClock,
};
pub use codec::{Decode, Encode};
pub use declaration::{
    ApiError, ApiSpec, AuthScheme, AuthSpec, BodyKind, CredentialSpec, CursorPlace, CursorSource,
    Endpoint, Endpoints, ErrorCondition, ErrorDecoder, ErrorSpec, HeaderSpec, PagedBy, Paging,
    Parameter, ParameterKind, QuerySpec, ReplyKind, Scalar, ValueSource,
};
pub use error::{BoxError, Error, ErrorKind, NotRetried, Result, Timeout};
pub use format::Codec;
pub use http::{HeaderMap, HeaderValue, Method, StatusCode};
#[cfg(feature = "multipart")]
pub use multipart::{FilePart, Form, Multipart};
pub use reply::{ByteStream, List, Page, Paged, Polled, Reply};
pub use request::{Body, BodyError, BodySlices, Direction, PathValue, Progress};
pub use response::Response;
pub use retry::{RetryPolicy, RetrySpec, StatusSet};
#[doc = include_str!("sse/event.md")]
pub use schematic_api_macros::Event;
#[cfg(feature = "multipart")]
#[doc = include_str!("multipart/multipart.md")]
pub use schematic_api_macros::Multipart;
#[doc = include_str!("wire/object.md")]
pub use schematic_api_macros::Object;
#[doc = include_str!("wire/string_enum.md")]
pub use schematic_api_macros::StringEnum;
#[doc = include_str!("wire/union.md")]
pub use schematic_api_macros::Union;
#[doc = include_str!("api.md")]
pub use schematic_api_macros::api;
pub use secrecy::SecretString;
pub use sse::Event;
pub use wire::{Extra, IntoList, Object, Patch, Union};
