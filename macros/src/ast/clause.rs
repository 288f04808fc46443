//! Settings of a client, and clauses of groups and endpoints.

use super::media_types::MediaTypes;
use super::param::Need;
use super::scalar::Scalar;
use crate::reply::Repeat;
use crate::wire_name::WireName;
use proc_macro2::{Ident, TokenStream};
use std::fmt;
use syn::{LitStr, Type};

/// A setting of the client, or a clause of a group or an endpoint.
pub(crate) struct Clause {
    /// The word that begins it.
    pub(crate) word: Ident,
    pub(crate) kind: ClauseKind,
}

pub(crate) enum ClauseKind {
    /// `base_url env "OPENAI_BASE_URL"`
    BaseUrl(LitStr),
    /// `auth bearer env "OPENAI_API_KEY"`
    Auth(Auth),
    /// `auth admin: basic env "ADMIN_KEY"`
    Credential(NamedCredential),
    /// `auth admin`: the credential of this name, on a group or an endpoint.
    AuthBy(Ident),
    /// `header "OpenAI-Beta": "assistants=v2"`
    Header(Header),
    /// `header append "Anthropic-Beta": "files-api"`
    AppendedHeader(Header),
    /// `query "api-version": "2024-10-21"`
    Query(QueryConstant),
    /// `error ErrorResponse also "application/xml"`
    Error(Type, MediaTypes),
    /// `error 404 5xx: NotFound`, or without a type `error 404: empty`
    ErrorStatus(Vec<StatusRange>, Option<Type>, MediaTypes),
    /// `error 4xx 5xx: SlackError when ok = false`: for these statuses, and for replies of success of which this is true.
    ErrorEither(Vec<StatusRange>, Type, Condition),
    /// `error SlackError when ok = false`
    ErrorWhen(Condition, Type),
    /// `retry 2 on 429 5xx`
    Retry(Retry),
    /// `timeout 10 min`
    Timeout(Timeout),
    /// `idempotency "Idempotency-Key"`
    Idempotency(LitStr),
    /// `idempotent`
    Idempotent,
    /// `paged by after`, `polled until Run::is_settled`
    Repeat(Repeat),
    /// `deprecated "use `create`"`
    Deprecated(Option<LitStr>),
    /// `cfg(feature = "beta")`
    Cfg(TokenStream),
}

/// `ok = false`: a field at the top of the body of a reply, and its value. Without one, as in `errors`, it is any that says
/// something.
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) field: WireName,
    pub(crate) value: Option<Scalar>,
}

/// An auth scheme. `from_env` reads the credential from the variables; without them, the builder must set it.
pub(crate) enum Auth {
    None,
    Bearer(Option<Variables>),
    /// The credential is `user:password`.
    Basic(Option<Variables>),
    Header(LitStr, Option<Variables>),
    Query(LitStr, Option<Variables>),
}

/// `admin: basic env "ADMIN_KEY"`
pub(crate) struct NamedCredential {
    pub(crate) name: Ident,
    pub(crate) auth: Auth,
}

/// `env "API_KEY" or env "AUTH_TOKEN"?`: the first of them that is set.
pub(crate) struct Variables {
    /// At least one.
    pub(crate) names: Vec<LitStr>,
    /// With `Optional`, calls are sent without a credential if none is set.
    pub(crate) need: Need,
}

/// `env "OPENAI_ORG_ID"?`
#[derive(Clone)]
pub(crate) struct Env {
    pub(crate) variable: LitStr,
    /// With `Optional`, whatever an unset variable would have set is left out.
    pub(crate) need: Need,
}

/// `header "OpenAI-Beta": "assistants=v2"`
#[derive(Clone)]
pub(crate) struct Header {
    /// As declared; `wire()` is the lower-case form.
    pub(crate) name: LitStr,
    pub(crate) value: HeaderValue,
}

/// `query "api-version": "2024-10-21"`
#[derive(Clone)]
pub(crate) struct QueryConstant {
    pub(crate) name: LitStr,
    pub(crate) value: HeaderValue,
}

/// The value of a header or of a parameter of the query.
#[derive(Clone)]
pub(crate) enum HeaderValue {
    Text(LitStr),
    /// Allowed only in a client.
    Env(Env),
}

/// `retry 2 on 408 409 429 5xx`
#[derive(Clone)]
pub(crate) struct Retry {
    pub(crate) count: u32,
    /// Empty for the runtime's default.
    pub(crate) on: Vec<StatusRange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusRange {
    /// `429`
    One(u16),
    /// `5xx`, as 5
    Class(u16),
}

#[derive(Clone, Copy)]
pub(crate) struct Timeout {
    pub(crate) millis: u64,
}

impl fmt::Display for StatusRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(status) => status.fmt(f),
            Self::Class(digit) => write!(f, "{digit}xx"),
        }
    }
}

impl Header {
    /// The name in lower case, as it is sent.
    pub(crate) fn wire(&self) -> String {
        self.name.value().to_ascii_lowercase()
    }
}
