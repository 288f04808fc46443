//! Typed HTTP API clients from declarations such as `POST /threads/<id>/runs -> Run`.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod api;
mod api_error;
mod backoff;
mod budget;
mod clock;
mod endpoint;
mod redirect;
mod retry;
mod retry_after;
pub mod wire;

pub use api::{ApiSpec, AuthScheme, AuthSpec, HeaderSource, HeaderSpec};
pub use api_error::{ApiError, ErrorDecoder};
pub use clock::{Clock, Jitter, RandomJitter, Sleep, TokioClock};
pub use endpoint::{BodyKind, Endpoint, ErrorSpec, Parameter, Presence, ReplyKind};
pub use http::Method;
pub use redirect::Redirects;
pub use retry::{RetryPolicy, RetrySpec, StatusSet};
pub use schematic_api_macros::{Object, StringEnum, Union, api};
pub use wire::{Extra, Object, Patch, Union};
