//! The syntax tree of `api!`: one type per production, tokens kept for spans, no logic.
//! The productions are above the functions of `parse` that read them.

use crate::errors::Position;
use crate::model::{Auth, Extent, Header, HttpMethod, Need, PathPiece, Retry, Timeout};
use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, LitStr, Path as RustPath, Type, Visibility};

pub(crate) struct Api {
    pub(crate) items: Vec<Item>,
}

pub(crate) struct Item {
    pub(crate) position: Position,
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) kind: ItemKind,
}

pub(crate) enum ItemKind {
    /// `id ThreadId, RunId;`
    Ids(Vec<Ident>),
    Client(Client),
    Group(Group),
    Mount(Mount),
    /// An endpoint outside any group: a method of the client.
    Line(Line),
}

/// `client OpenAi at "https://api.openai.com/v1" { .. }`
pub(crate) struct Client {
    pub(crate) name: Ident,
    pub(crate) base_url: Option<LitStr>,
    pub(crate) clauses: Vec<Clause>,
}

/// `group runs { .. }`
pub(crate) struct Group {
    pub(crate) name: Ident,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) lines: Vec<(Position, Line)>,
}

/// `group runs = crate::runs::Runs;`
pub(crate) struct Mount {
    pub(crate) name: Ident,
    pub(crate) ty: RustPath,
}

/// One line that makes a method.
pub(crate) enum Line {
    Endpoint(Box<Endpoint>),
    /// A line with a reported mistake. `name` is what its method is called, where that is known.
    Broken(Broken),
}

pub(crate) struct Broken {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Option<Ident>,
}

pub(crate) struct Endpoint {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Option<Ident>,
    pub(crate) method: HttpMethod,
    pub(crate) path: Path,
    pub(crate) query: Vec<Query>,
    pub(crate) inputs: Vec<Input>,
    /// Absent where a mistake stands before its end.
    pub(crate) reply: Option<Reply>,
    pub(crate) clauses: Vec<Clause>,
}

/// `/threads/<thread: ThreadId>/runs`
pub(crate) struct Path {
    pub(crate) pieces: Vec<PathPiece<Param>>,
}

/// `<include[] as include: Vec<Include>?>`, in a path or a query.
pub(crate) struct Param {
    pub(crate) wire: WireName,
    pub(crate) alias: Option<Ident>,
    pub(crate) ty: Option<Type>,
    pub(crate) need: Need,
    pub(crate) extent: Extent,
}

/// A name as the service spells it, which need not be a Rust identifier.
pub(crate) struct WireName {
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
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
}

pub(crate) struct Body {
    /// `json`, `form`, ..
    pub(crate) word: Ident,
    pub(crate) kind: crate::model::BodyKind,
    pub(crate) need: Need,
}

pub(crate) struct HeaderInput {
    pub(crate) name: LitStr,
    pub(crate) alias: Option<Ident>,
    pub(crate) ty: Type,
    pub(crate) need: Need,
}

pub(crate) enum Reply {
    Json(Type),
    Text,
    Bytes,
    Stream,
    Empty,
    Events(Events),
    /// `A | sse B when field`
    JsonOrEvents(Type, Events),
}

/// `sse RunEvent when stream until "[DONE]" error "error"`
pub(crate) struct Events {
    pub(crate) word: Ident,
    pub(crate) ty: Type,
    pub(crate) when: Option<WireName>,
    pub(crate) until: Option<LitStr>,
    pub(crate) error: Option<LitStr>,
}

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
    /// `header "OpenAI-Beta": "assistants=v2"`
    Header(Header),
    /// `error ErrorResponse`
    Error(Type),
    /// `error 404: NotFound`
    ErrorStatus(u16, Type),
    /// `retry 2 on 429 5xx`
    Retry(Retry),
    /// `timeout 10 min`
    Timeout(Timeout),
    /// `idempotency "Idempotency-Key"`
    Idempotency(LitStr),
    /// `idempotent`
    Idempotent,
    /// `paged by after`
    Paged(WireName),
    /// `polled until Run::is_settled`
    Polled(RustPath),
    /// `deprecated "use `create`"`
    Deprecated(Option<LitStr>),
    /// `cfg(feature = "beta")`
    Cfg(TokenStream),
}

impl Line {
    /// A line with a reported mistake, of which not even a name is known.
    pub(crate) fn nameless() -> Self {
        Self::Broken(Broken { attrs: Vec::new(), name: None })
    }
}

impl WireName {
    /// The place of the first token.
    pub(crate) fn span(&self) -> Span {
        self.tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span())
    }
}
