//! Typed HTTP API clients from declarations such as `POST /threads/<id>/runs -> Run`.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod api;
mod api_error;
mod auth;
mod backoff;
mod base_url;
mod body;
mod budget;
mod builder;
mod call;
mod call_type;
mod client;
mod clock;
mod endpoint;
mod erroneous;
mod error;
mod escape;
mod execute;
mod failure;
mod headers;
mod idempotency;
mod limits;
#[cfg(feature = "mock")]
pub mod mock;
mod options;
mod page;
mod path;
mod poll;
mod query;
mod receive;
mod redirect;
pub mod reply;
mod request;
mod response;
mod retry;
mod retry_after;
mod timeout;
mod trace;
pub mod transport;
pub mod wire;

pub use api::{ApiSpec, AuthScheme, AuthSpec, HeaderSource, HeaderSpec};
pub use api_error::{ApiError, ErrorDecoder};
pub use auth::CredentialProvider;
pub use body::{Body, BodyError};
pub use builder::ClientBuilder;
pub use call::{Call, CallFuture, ResponseFuture};
pub use client::{Api, Client};
pub use clock::{Clock, Jitter, RandomJitter, Sleep, TokioClock};
pub use endpoint::{BodyKind, Endpoint, ErrorSpec, Parameter, Presence, ReplyKind};
pub use error::{Error, ErrorKind, GaveUp, Result, Timeout};
pub use http::{HeaderMap, Method, StatusCode};
pub use limits::Limits;
pub use options::CallOptions;
pub use page::{Items, Page, Paged, Pages};
pub use path::PathValue;
pub use poll::{Poll, Polled};
pub use redirect::Redirects;
pub use reply::{ByteStream, Reply};
pub use request::Request;
pub use response::Response;
pub use retry::{RetryPolicy, RetrySpec, StatusSet};
pub use schematic_api_macros::{Object, StringEnum, Union, api};
pub use secrecy::SecretString;
pub use wire::{Extra, Object, Patch, Union};
