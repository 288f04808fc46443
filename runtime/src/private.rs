//! What the expansions of the macros name. Not for use by hand: it changes without notice.

pub use std::borrow::Cow;
pub use std::cfg;
pub use std::future::IntoFuture;
pub use std::marker::{Copy, PhantomData, Send, Sized};
pub use std::time::Duration;

pub use bytes::Bytes;
pub use http::Method;
#[cfg(feature = "functions")]
pub use {schemars, serde};

pub use crate::__call as call;
pub use crate::__group as group;
#[cfg(feature = "functions")]
pub use crate::functions::{
    DefinitionError, Function,
    attribute::{Outcome, Returned, declare, erroneous_function},
};
#[cfg(feature = "mock")]
pub use crate::mock;
pub use crate::wire::private::*;
pub use crate::{
    api::{ApiSpec, AuthScheme, AuthSpec, HeaderSource, HeaderSpec},
    api_error::{ApiError, ErrorDecoder},
    body::Body,
    builder::ClientBuilder,
    call::{Call, CallFuture, ResponseFuture},
    client::{Api, Client},
    endpoint::{BodyKind, Endpoint, ErrorSpec, ReplyKind},
    endpoints::Endpoints,
    erroneous::Erroneous,
    error::Error,
    options::CallOptions,
    page::{Items, Page, Paged, Pages},
    parameter::Parameter,
    path::PathValue,
    poll::{Poll, Polled},
    reply::{ByteStream, Empty, Events, Json, JsonOrEvents, Kind, Raw, Reply, Text},
    request::Request,
    response::Response,
    retry::RetrySpec,
    sse::{Event, EventsSpec, read_data, write_data},
};
