//! What goes wrong, as a value, and the error replies that tell it.

use std::fmt::Display;

use schematic_api::StatusCode;
use schematic_api::mock::{ErrorReply, Reason, Rejection};
use serde_json::{Value, json};

use crate::{ErrorDetails, ErrorObject, ErrorResponse, ErrorType};

/// A request that the service refuses, or an answer that fails.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    status: StatusCode,
    /// Boxed, so that results stay small.
    error: Box<ErrorObject>,
    /// The seconds after which the client may try again.
    retry_after: Option<u64>,
}

impl Failure {
    /// A failure of this kind, with the status that the service sends it with.
    pub(super) fn new(kind: ErrorType, message: impl Into<String>) -> Self {
        let status = status_of(&kind);
        Self { status, error: Box::new(ErrorObject::new(kind, message)), retry_after: None }
    }

    /// A stable code of the cause.
    pub(super) fn code(mut self, code: &str) -> Self {
        self.error.details = Some(ErrorDetails::new().error_code(code));
        self
    }

    /// More about the cause than its code.
    pub(super) fn detail(mut self, name: &str, value: Value) -> Self {
        let mut details = json!(self.error.details.unwrap_or_default());
        details[name] = value;
        self.error.details = serde_json::from_value(details).ok();
        self
    }

    pub(super) fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The body of the reply. In a stream and in the results of a batch, it stands by itself.
    pub(super) fn body(self, request_id: Option<String>) -> ErrorResponse {
        let mut body = ErrorResponse::new(*self.error);
        body.request_id = request_id;
        body
    }

    /// What a stream ends with. Its id is that of the reply, which is in the header.
    pub(super) fn in_stream(self) -> ErrorReply {
        ErrorReply::new(self.status).json(&self.body(None))
    }

    /// The reply, with its id in the body and in the header.
    pub(super) fn reply(self, request_id: String) -> ErrorReply {
        let mut reply = ErrorReply::new(self.status).header("request-id", &request_id);
        if let Some(seconds) = self.retry_after {
            reply = reply.header("retry-after", &seconds.to_string());
        }
        reply.json(&self.body(Some(request_id)))
    }
}

fn status_of(kind: &ErrorType) -> StatusCode {
    let status = match kind {
        ErrorType::InvalidRequestError => 400,
        ErrorType::AuthenticationError => 401,
        ErrorType::BillingError => 402,
        ErrorType::PermissionError => 403,
        ErrorType::NotFoundError => 404,
        ErrorType::ConflictError
        | ErrorType::MemoryPreconditionFailedError
        | ErrorType::MemoryPathConflictError => 409,
        ErrorType::RequestTooLarge => 413,
        ErrorType::RateLimitError => 429,
        ErrorType::TimeoutError => 504,
        ErrorType::OverloadedError => 529,
        ErrorType::ApiError | ErrorType::Unknown(_) => 500,
    };
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A request that is wrong.
pub(super) fn invalid(message: impl Into<String>) -> Failure {
    Failure::new(ErrorType::InvalidRequestError, message)
}

/// A value of the request that is wrong, at this path.
pub(super) fn invalid_at(path: &str, problem: impl Display) -> Failure {
    match path {
        "" => invalid(problem.to_string()),
        path => invalid(format!("{path}: {problem}")),
    }
}

/// A request for an object that does not exist.
pub(super) fn not_found(message: impl Into<String>) -> Failure {
    Failure::new(ErrorType::NotFoundError, message)
}

/// A request without a credential, or with a wrong one.
pub(super) fn unauthenticated(message: &str) -> Failure {
    Failure::new(ErrorType::AuthenticationError, message)
}

pub(super) fn too_large() -> Failure {
    Failure::new(ErrorType::RequestTooLarge, "Request exceeds the maximum size")
}

/// The service has too much to do, for a second.
pub(super) fn overloaded() -> Failure {
    Failure::new(ErrorType::OverloadedError, "Overloaded").retry_after(1)
}

/// A request that does not fit its endpoint.
pub(super) fn unfit(rejection: &Rejection) -> Failure {
    match rejection.reason() {
        Reason::UnknownPath | Reason::NoHandler => not_found("Not Found"),
        Reason::OtherMethod => {
            Failure { status: StatusCode::METHOD_NOT_ALLOWED, ..invalid("Method Not Allowed") }
        }
        Reason::Header(name) | Reason::Query(name) | Reason::Path(name) | Reason::Body(name)
            if !name.is_empty() =>
        {
            invalid_at(name, rejection.problem())
        }
        _ => invalid(format!("The request body {}", rejection.problem())),
    }
}
