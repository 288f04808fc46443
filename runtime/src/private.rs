//! What the expansions of the macros name. Not for use by hand: it changes without notice.

pub use std::borrow::Cow;
pub use std::cfg;
pub use std::future::IntoFuture;
pub use std::marker::{Copy, PhantomData, Send, Sized};
pub use std::time::Duration;

pub use bytes::Bytes;
pub use http::Method;

pub use crate::__call as call;
pub use crate::__group as group;
#[cfg(feature = "mock")]
pub use crate::mock;
pub use crate::wire::private::*;
pub use crate::{
    call::{Broken, Call, CallFuture, CallOptions, Items, Pages, Poll, ResponseFuture},
    client::{Api, Client, ClientBuilder},
    declaration::{
        ApiError, ApiSpec, AuthScheme, AuthSpec, BodyKind, Endpoint, Endpoints, ErrorDecoder,
        ErrorSpec, HeaderSource, HeaderSpec, Parameter, ReplyKind,
    },
    error::Error,
    reply::{
        ByteStream, Empty, Events, Json, JsonOrEvents, Kind, Page, Paged, Polled, Raw, Reply, Text,
    },
    request::{Body, PathValue, Request},
    response::Response,
    retry::RetrySpec,
    sse::{Event, EventsSpec, read_data, write_data},
};
