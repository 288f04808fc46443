//! The line of an endpoint: `[name:] METHOD path [?query] [(inputs)] -> reply [clauses]`.

use super::clause::Clause;
use super::media_types::MediaTypes;
use super::param::{Need, Param};
use super::remains::Remains;
use super::scalar::Scalar;
use crate::reply::{Reply, ReplyStatus};
use crate::wire_name::WireName;
use proc_macro2::{Ident, Span};
use syn::{Attribute, LitStr, Type};

pub(crate) struct Endpoint {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Option<Ident>,
    pub(crate) method: HttpMethod,
    pub(crate) path: Path,
    pub(crate) query: Vec<Query>,
    pub(crate) inputs: Vec<Input>,
    /// `201`, before the reply.
    pub(crate) statuses: Vec<ReplyStatus>,
    /// `None` if the line has a mistake before or in the reply.
    pub(crate) reply: Option<Reply>,
    pub(crate) reply_media_types: MediaTypes,
    pub(crate) clauses: Vec<Clause>,
    /// `Some` if `reply` is `None`.
    pub(crate) remains: Option<Remains>,
}

/// The method, with the span of its token.
pub(crate) struct HttpMethod {
    pub(crate) verb: Verb,
    pub(crate) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
    /// `"PROPFIND"`
    Other(String),
}

/// `/threads/<thread: ThreadId>/runs`
pub(crate) struct Path {
    pub(crate) pieces: Vec<PathPiece<Param>>,
}

#[derive(Clone)]
pub(crate) enum PathPiece<P> {
    /// Percent-encoded text, slashes included.
    Literal(String),
    Param(P),
}

/// One part of `?<limit: u32?>&<ListQuery>&beta=true`.
pub(crate) enum Query {
    Param(Param),
    Struct(Type, Need),
    Literal(WireName, String),
}

/// One part of `(json CreateRun, header "Idempotency-Key": Key)`.
pub(crate) enum Input {
    Body(Body),
    Header(HeaderInput),
    /// Stands for inputs that could not be parsed.
    Unread,
}

pub(crate) struct Body {
    /// `json`, `form`, ..
    pub(crate) word: Ident,
    pub(crate) kind: BodyKind,
    pub(crate) media_types: MediaTypes,
    pub(crate) need: Need,
}

pub(crate) enum BodyKind {
    Json(Type),
    /// `lines Entry`: JSON Lines.
    Lines(Type),
    Form(Type),
    Multipart(Type),
    /// `Note via Xml`: the type, and the codec.
    Codec(Type, Type),
    Text,
    Bytes,
    Stream,
}

pub(crate) struct HeaderInput {
    pub(crate) name: LitStr,
    pub(crate) alias: Option<Ident>,
    pub(crate) ty: Type,
    /// `by ","`: the list is sent as one value.
    pub(crate) separator: Option<LitStr>,
    pub(crate) need: Need,
    /// `if_absent 20`: what the service takes.
    pub(crate) if_absent: Option<Scalar>,
}

impl Verb {
    /// Those that are words of the language.
    pub(crate) const STANDARD: [Self; 7] =
        [Self::Get, Self::Head, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Options];

    /// `GET`
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Other(text) => text,
        }
    }

    /// As a line has it: `GET`, `"PROPFIND"`
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Other(text) => format!("\"{text}\""),
            standard => standard.as_str().to_owned(),
        }
    }
}
