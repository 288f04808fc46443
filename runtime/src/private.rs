//! The items that the expansions of the macros refer to. Do not use them by hand: they change without notice.

pub use std::borrow::{Borrow, Cow};
pub use std::cfg;
pub use std::future::IntoFuture;
pub use std::marker::{Send, Sized, Sync};
pub use std::ops::{Fn, FnOnce};
#[cfg(feature = "openapi")]
pub use std::option_env;
pub use std::time::Duration;

pub use bytes::Bytes;
pub use http::Method;
pub use secrecy::SecretString;

pub use crate::__block as block;
pub use crate::__call as call;
pub use crate::__group as group;
pub use crate::__options as options;
#[cfg(feature = "mock")]
pub use crate::mock;
#[cfg(feature = "multipart")]
pub use crate::multipart::{Form, Multipart};
#[cfg(feature = "openapi")]
pub use crate::openapi;
pub use crate::reply::*;
pub use crate::wire::private::*;
pub use crate::{
    call::{
        Broken, Call, CallFuture, CallOptions, CallType, Items, Pages, Poller, ResponseFuture,
        ThenPoll, UndeclaredRequest,
    },
    client::{Api, Client, ClientBuilder, Credential},
    codec::Encode,
    declaration::{
        ApiSpec, AuthScheme, AuthSpec, BodyKind, CredentialSpec, Endpoint, Endpoints,
        ErrorCondition, ErrorDecoder, ErrorSpec, HeaderSpec, PagedBy, Parameter, QuerySpec,
        ReplyKind, Scalar, ValueSource as HeaderSource,
    },
    error::Error,
    format::Codec,
    request::given::{path_value, query_value},
    request::joined::joined,
    request::{Body, PathValue, Progress, Request},
    retry::RetrySpec,
    sse::{Event, EventsSpec, read_data, write_data},
};
