//! A declaration as constant data: the API, its endpoints, their parameters, and the types of their errors.

mod api;
mod api_error;
mod endpoint;
mod endpoints;
mod paging;
mod parameter;

pub use self::api::{ApiSpec, AuthScheme, AuthSpec, HeaderSource, HeaderSpec};
pub(crate) use self::api_error::AnyApiError;
pub use self::api_error::{ApiError, ErrorDecoder};
pub use self::endpoint::{BodyKind, Endpoint, ErrorSpec, ReplyKind};
pub use self::endpoints::Endpoints;
pub use self::paging::{CursorPlace, CursorSource, PagedBy, Paging};
pub use self::parameter::{Parameter, ParameterKind};
