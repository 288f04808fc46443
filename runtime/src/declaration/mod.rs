//! A declaration as constant data: the API, its endpoints, their parameters, and the types of their errors.

mod api;
mod api_error;
mod endpoint;
mod endpoints;
mod error_condition;
mod error_spec;
mod parameter;

pub use self::api::{ApiSpec, AuthScheme, AuthSpec, HeaderSource, HeaderSpec};
pub(crate) use self::api_error::AnyApiError;
pub use self::api_error::{ApiError, ErrorDecoder};
pub use self::endpoint::{BodyKind, Endpoint, ReplyKind};
pub use self::endpoints::Endpoints;
pub(crate) use self::error_condition::ErrorConditions;
pub use self::error_condition::{ErrorCondition, Scalar};
pub use self::error_spec::ErrorSpec;
pub use self::parameter::{Parameter, ParameterKind};
