//! A declaration as constant data: the API, its endpoints, their parameters, and the types of their errors.

mod api;
mod api_error;
mod auth;
mod credential_spec;
mod endpoint;
mod endpoints;
mod error_condition;
mod error_spec;
mod kind;
mod paging;
mod parameter;
mod query_spec;
mod value_source;

pub use self::api::{ApiSpec, HeaderSpec};
pub(crate) use self::api_error::AnyApiError;
pub use self::api_error::{ApiError, ErrorDecoder};
pub use self::auth::{AuthScheme, AuthSpec};
pub use self::credential_spec::CredentialSpec;
pub use self::endpoint::Endpoint;
pub use self::endpoints::Endpoints;
pub(crate) use self::error_condition::ErrorConditions;
pub use self::error_condition::{ErrorCondition, Scalar};
pub use self::error_spec::ErrorSpec;
pub use self::kind::{BodyKind, ReplyKind};
pub use self::paging::{CursorPlace, CursorSource, PagedBy, Paging};
pub use self::parameter::{Parameter, ParameterKind};
pub use self::query_spec::QuerySpec;
pub use self::value_source::ValueSource;
