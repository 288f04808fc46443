//! Typed HTTP API clients from declarations such as `POST /threads/<id>/runs -> Run`.

mod backoff;
mod budget;
mod clock;
mod redirect;
mod retry;
mod retry_after;

pub use clock::{Clock, Jitter, RandomJitter, Sleep, TokioClock};
pub use redirect::Redirects;
pub use retry::{RetryPolicy, RetrySpec, StatusSet};
pub use schematic_api_macros::api;
