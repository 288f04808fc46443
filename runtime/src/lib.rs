//! Typed HTTP API clients from declarations such as `POST /threads/<id>/runs -> Run`.
//!
//! An API is declared with [`api!`], one line an endpoint. The macro gives a client with a typed method for each; this
//! crate sends the calls. Everything that can be done at run time is done here, by one engine for all endpoints.
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
//! What a method returns is a [`Call`]: awaiting it sends the request, and everything peculiar to this one time is a method
//! before that. What can go wrong is an [`Error`], whose [`kind`](Error::kind) says what did.
//!
//! # Defaults
//!
//! Every default, limit and knob. What is set nearer to the call goes before: the call, then the endpoint's declaration,
//! then the client's builder, then the API's declaration, then the default. (Headers are the exception: the builder's go
//! before an endpoint's, so that a client can be moved to another version of a service.)
//!
//! | what | default | for one call | for a client | declared |
//! |---|---|---|---|---|
//! | time of a call, all attempts and the body | 10 min | [`timeout`](Call::timeout) | [`timeout`](ClientBuilder::timeout) | `timeout 30 s` |
//! | … while a reply streams | none, unless the call, its endpoint or the builder sets one | | | |
//! | time of one attempt | the call's | [`attempt_timeout`](Call::attempt_timeout) | [`attempt_timeout`](ClientBuilder::attempt_timeout) | |
//! | time between two chunks of a body; comments of a stream of events count | 60 s | [`idle_timeout`](Call::idle_timeout) | [`idle_timeout`](ClientBuilder::idle_timeout) | |
//! | time to connect | 5 s | | [`connect_timeout`](ClientBuilder::connect_timeout) | |
//! | retries of a failed attempt | 2 | [`retries`](Call::retries) | [`retries`](ClientBuilder::retries) | `retry 3` |
//! | … on these statuses | 408, 409, 429, 5xx; `x-should-retry` goes before | | [`RetryPolicy::statuses`] | `retry 3 on 429 5xx` |
//! | … on these failures | no connection, broken connection, attempt or idle timeout, a body that breaks off | | | |
//! | … of a request that is not idempotent | only on 429, 503 and when nothing was sent | [`idempotency_key`](Call::idempotency_key) | | `idempotent`, `idempotency "Idempotency-Key"` |
//! | … of a streamed body | never | | | |
//! | pause before a retry | random, up to 0.5 s, doubling to 8 s; never less than `Retry-After` | | [`RetryPolicy::backoff`], [`jitter`](ClientBuilder::jitter) | |
//! | longest `Retry-After` that is waited for | 60 s; beyond it the call fails at once | | [`RetryPolicy::max_retry_after`] | |
//! | budget of retries | 500 tokens; a retry that fails costs 10, a call that needs none earns 1 | | [`retry_budget`](ClientBuilder::retry_budget) | |
//! | credential | the one that the declaration names; a client without it is not built | | [`credential`](ClientBuilder::credential), [`without_credential`](ClientBuilder::without_credential) | `auth bearer env "KEY"` |
//! | new credential after a 401 | one, when it comes from a provider | | [`credential_provider`](ClientBuilder::credential_provider) | |
//! | redirects | none is followed; those allowed stay on the origin, `GET` and `HEAD` only | | [`redirects`](ClientBuilder::redirects) | |
//! | credential over plain http | to this machine only | | [`allow_insecure_http`](ClientBuilder::allow_insecure_http) | `auth none` |
//! | environment | not read | | [`read_env`](ClientBuilder::read_env) | `env "NAME"` |
//! | headers | `user-agent`, `accept`, `content-type`, the credential | [`header`](Call::header), [`without_header`](Call::without_header) | [`header`](ClientBuilder::header) | `header "Name": "value"` |
//! | proxies from the environment, decompression | off | | [`ReqwestTransport::customized`](transport::ReqwestTransport::customized) | |
//! | unused connections | kept for 20 s | | [`transport`](ClientBuilder::transport) | |
//! | largest reply taken whole | 64 MiB | | [`Limits::max_body`] | |
//! | kept of an error reply | 64 KiB, read for at most 5 s | | [`Limits::max_error_body`] | |
//! | largest event of a stream | 16 MiB | | [`Limits::max_event`] | |
//! | size of a stream of events | no limit | | [`Limits::max_stream`] | |
//! | drained of a body that nobody wants | 64 KiB, for at most 0.1 s | | [`Limits::max_drain`] | |
//! | pause between polls | the reply's `…poll-after-ms` (0.1 s to 60 s), else 0.5 s growing to 5 s | [`every`](Poll::every), [`interval_header`](Poll::interval_header) | | |
//! | time of a poll | 10 min | [`Poll::timeout`] | | |
//!
//! `Duration::MAX` is no limit. Time itself is [`Clock`], which a test can replace.
//!
//! # Tracing
//!
//! Each call is a span `call` of the level `INFO` with the attributes of OpenTelemetry's conventions for HTTP clients:
//! `http.request.method`, `url.template`, `server.address`, `server.port`, `http.response.status_code`,
//! `http.request.resend_count`, `error.type`, and beside them `request_id`. A failed attempt that is repeated is an event of
//! the level `DEBUG`. URLs, header values and bodies are in none of them.
//!
//! # Features
//!
//! - `reqwest` (default): the HTTP transport. Without it, a client needs a [`Transport`](transport::Transport).
//! - `rustls` (default): TLS in it, with the platform's root certificates.
//! - `mock`: a typed stand-in for the declared service, in process or on a loopback port.

// Nothing that a network or a caller sends may panic.
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
mod call;
mod client;
mod declaration;
mod error;
mod execute;
#[cfg(feature = "mock")]
#[allow(clippy::panic, clippy::string_slice, reason = "a test that is set up wrong should stop")]
pub mod mock;
pub mod reply;
mod request;
mod response;
mod retry;
pub mod sse;
pub mod transport;
mod wire;

pub use call::{
    Call, CallFuture, CallOptions, Items, Pages, Poller, ResponseFuture, UndeclaredRequest,
};
pub use client::{
    Api, Client, ClientBuilder, Clock, CredentialProvider, Jitter, Limits, RandomJitter, Redirects,
    Sleep, TokioClock,
};
pub use declaration::{
    ApiError, ApiSpec, AuthScheme, AuthSpec, BodyKind, Endpoint, Endpoints, ErrorDecoder,
    ErrorSpec, HeaderSource, HeaderSpec, Parameter, ParameterKind, ReplyKind,
};
pub use error::{BoxError, Error, ErrorKind, NotRetried, Result, Timeout};
pub use http::{HeaderMap, HeaderValue, Method, StatusCode};
pub use reply::{ByteStream, Page, Paged, Polled, Reply};
pub use request::{Body, BodyError, PathValue};
pub use response::Response;
pub use retry::{RetryPolicy, RetrySpec, StatusSet};
#[doc = include_str!("sse/event.md")]
pub use schematic_api_macros::Event;
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
pub use wire::{Extra, Object, Patch, Union};
