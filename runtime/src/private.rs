//! What the expansion of `api!` names. Not for use by hand: it changes without notice.

pub use std::time::Duration;

pub use http::Method;

pub use crate::wire::private::*;
pub use crate::{
    api::{ApiSpec, AuthScheme, AuthSpec, HeaderSource, HeaderSpec},
    api_error::{ApiError, ErrorDecoder},
    endpoint::{BodyKind, Endpoint, ErrorSpec, Parameter, ReplyKind, concat, count},
    retry::RetrySpec,
};
