//! What the expansion of `api!` names. Not for use by hand: it changes without notice.

pub use std::time::Duration;

pub use bytes::Bytes;
pub use http::Method;

#[cfg(feature = "mock")]
pub use crate::mock;
pub use crate::wire::private::*;
pub use crate::{
    api::{ApiSpec, AuthScheme, AuthSpec, HeaderSource, HeaderSpec},
    api_error::{ApiError, ErrorDecoder},
    body::Body,
    builder::ClientBuilder,
    call::{Call, CallFuture},
    client::{Api, Client},
    endpoint::{BodyKind, Endpoint, ErrorSpec, Parameter, ReplyKind, concat, count},
    error::Error,
    options::CallOptions,
    page::{Items, Page, Paged, Pages},
    path::PathValue,
    poll::{Poll, Polled},
    reply::{ByteStream, Empty, Json, Raw, Reply, Text},
    request::Request,
    response::Response,
    retry::RetrySpec,
};
