//! The declaration as the expansion reads it: every name is resolved and every rule is checked.

/// The parts of a declaration that need no resolution.
pub(crate) use crate::ast::{
    Auth, BaseUrl, BodyKind, Condition, Env, Extent, Header, HeaderValue, HttpMethod, MediaTypes,
    NamedCredential, Need, PathPiece, QueryConstant, Remains, Retry, Scalar, State, StatusRange,
    Takes, Timeout, Variables, Verb,
};
pub(crate) use crate::reply::{
    Cursor, Events, PagedBy, Paging, Place, Repeat, Reply, ReplyStatus, Switch,
};

use crate::errors::Position;
use crate::name;
use proc_macro2::{Ident, Span};
use syn::{Attribute, LitStr, Path as RustPath, Type, Visibility};

/// One `api!` block.
pub(crate) struct Model {
    /// The path of the runtime. `None` for `::schematic_api`.
    pub(crate) runtime: Option<RustPath>,
    pub(crate) ids: Vec<Id>,
    pub(crate) client: Option<Client>,
    /// The groups of a block without a client; a client in another block mounts them.
    pub(crate) groups: Vec<Group>,
}

/// `pub id ThreadId;`
pub(crate) struct Id {
    pub(crate) position: Position,
    pub(crate) attrs: Attrs,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    /// What an id is, if it is not text: `u64`.
    pub(crate) ty: Option<Type>,
}

/// The attributes of an item, sorted by what the expansion does with them.
#[derive(Clone, Default)]
pub(crate) struct Attrs {
    /// `#[doc = ".."]`, as written.
    pub(crate) docs: Vec<Attribute>,
    /// `#[cfg(..)]`: copied to everything that the item expands to.
    pub(crate) cfg: Vec<Attribute>,
    /// `#[deprecated]`, written as an attribute or as a clause.
    pub(crate) deprecated: Option<Attribute>,
    /// `#[allow]`, `#[expect]`, `#[warn]`, `#[deny]`: copied to the function or type only.
    pub(crate) lints: Vec<Attribute>,
}

/// `pub client OpenAi at "https://api.openai.com/v1" { .. }`
pub(crate) struct Client {
    pub(crate) position: Position,
    pub(crate) attrs: Attrs,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    /// Absolute, without a query or fragment. Without it, the builder must set the base URL.
    pub(crate) base_url: Option<BaseUrl>,
    /// The variable that overrides `base_url`.
    pub(crate) base_url_env: Option<LitStr>,
    pub(crate) auth: Auth,
    /// What groups and endpoints name.
    pub(crate) credentials: Vec<NamedCredential>,
    pub(crate) state: State,
    pub(crate) headers: Vec<Header>,
    /// Headers whose values are added to those of the same name.
    pub(crate) appended: Vec<Header>,
    /// The parameters of the query of every call.
    pub(crate) query: Vec<QueryConstant>,
    /// The type of the body of an error reply.
    pub(crate) error: Option<Type>,
    pub(crate) error_media: MediaTypes,
    pub(crate) error_conditions: Vec<ErrorCondition>,
    pub(crate) retry: Option<Retry>,
    pub(crate) timeout: Option<Timeout>,
    /// The header that carries a generated key on each call whose method is not idempotent.
    pub(crate) idempotency: Option<LitStr>,
    /// The groups, in source order.
    pub(crate) members: Vec<Member>,
    /// The endpoints on the client itself.
    pub(crate) methods: Vec<Method>,
}

/// What an accessor of the client returns.
pub(crate) enum Member {
    /// `group runs { .. }`
    Group(Group),
    /// `group runs = crate::runs::Runs;`
    Mount(Mount),
}

pub(crate) struct Mount {
    pub(crate) position: Position,
    pub(crate) attrs: Attrs,
    /// The accessor, `runs`.
    pub(crate) name: Ident,
    /// The type that another block declared.
    pub(crate) ty: RustPath,
}

pub(crate) struct Group {
    pub(crate) position: Position,
    pub(crate) attrs: Attrs,
    pub(crate) vis: Visibility,
    /// The name of the accessor and the prefix in the endpoint table: `runs`.
    pub(crate) name: Ident,
    /// The type that has the methods: `Runs`.
    pub(crate) ty: Ident,
    /// What the paths of all its lines begin with; without pieces if the group has no path.
    pub(crate) path: Path,
    pub(crate) methods: Vec<Method>,
}

/// One line of a group or client.
pub(crate) enum Method {
    Endpoint(Endpoint),
    Broken(Broken),
}

/// A line with a reported mistake. Its method is kept, so that code that calls it gets no further error.
pub(crate) struct Broken {
    pub(crate) position: Position,
    pub(crate) attrs: Attrs,
    pub(crate) name: Ident,
    pub(crate) takes: Takes,
    pub(crate) remains: Remains,
}

pub(crate) struct Endpoint {
    pub(crate) position: Position,
    pub(crate) attrs: Attrs,
    pub(crate) name: Ident,
    pub(crate) names: Names,
    pub(crate) row: Row,
    /// Tells the endpoints of a block that have optional inputs apart, from 1 on.
    pub(crate) setters: usize,
    pub(crate) method: HttpMethod,
    pub(crate) path: Path,
    pub(crate) query: Vec<Query>,
    pub(crate) headers: Vec<HeaderParam>,
    pub(crate) body: Option<Body>,
    /// Those of success that the line names, each once.
    pub(crate) statuses: Vec<ReplyStatus>,
    pub(crate) reply: Reply,
    pub(crate) reply_media_types: MediaTypes,
    pub(crate) clauses: Clauses,
    /// What the line has, if its reply could not be read.
    pub(crate) remains: Option<Remains>,
}

/// Names derived from the endpoint's name, with its span.
pub(crate) struct Names {
    /// `runs.create`, or `create` for a method on the client itself.
    pub(crate) id: String,
    /// The type that has the method.
    pub(crate) owner: Ident,
    pub(crate) method: Ident,
}

/// The index of an endpoint in the table of its block: the number of rows before it.
#[derive(Clone, Default)]
pub(crate) struct Row {
    pub(crate) always: usize,
    pub(crate) conditional: Vec<ConditionalRows>,
}

/// Rows that are present if all of these `#[cfg(..)]` hold.
#[derive(Clone)]
pub(crate) struct ConditionalRows {
    pub(crate) cfg: Vec<Attribute>,
    pub(crate) rows: usize,
}

/// `/threads/<thread: ThreadId>/runs`
#[derive(Clone, Default)]
pub(crate) struct Path {
    /// The first piece is a literal that starts with `/`; literals and parameters follow in any order. Two literals in a row
    /// are one text. Or the only piece is a parameter that takes a URL.
    pub(crate) pieces: Vec<PathPiece<PathParam>>,
    /// How many of the parameters, the first ones, are those of the group.
    pub(crate) inherited: usize,
}

#[derive(Clone)]
pub(crate) struct PathParam {
    /// The argument: the token of the declaration, raw if it is a keyword.
    pub(crate) name: Ident,
    /// The name in the path template.
    pub(crate) wire: String,
    pub(crate) ty: ParamType,
    pub(crate) extent: Extent,
}

#[derive(Clone)]
pub(crate) enum ParamType {
    /// `<name>`: a `&str`.
    Str,
    /// `<name: Type>`
    Typed(Type),
}

impl ParamType {
    /// The type, if it is written.
    pub(crate) fn written(&self) -> Option<&Type> {
        match self {
            Self::Str => None,
            Self::Typed(ty) => Some(ty),
        }
    }
}

/// One part of `?<limit: u32?>&<ListQuery>&beta=true`.
pub(crate) enum Query {
    Param(QueryParam),
    Struct(QueryStruct),
    Literal(QueryLiteral),
}

/// `<include[]: Vec<Include>?>`
pub(crate) struct QueryParam {
    /// The argument or setter: `include`.
    pub(crate) name: Ident,
    /// The name on the wire: `include[]`.
    pub(crate) wire: String,
    pub(crate) ty: ParamType,
    /// `by ","`: the list is sent as one value.
    pub(crate) separator: Option<LitStr>,
    pub(crate) need: Need,
    /// What the service takes if there is no value.
    pub(crate) if_absent: Option<Scalar>,
}

/// `<ListQuery>`: a struct whose fields are the parameters.
pub(crate) struct QueryStruct {
    /// The argument or setter: `query`.
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    pub(crate) need: Need,
}

/// `beta=true`
pub(crate) struct QueryLiteral {
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) value: String,
}

/// `(header "Idempotency-Key": Key)`
pub(crate) struct HeaderParam {
    /// The argument or setter: `idempotency_key`.
    pub(crate) name: Ident,
    /// Lower case.
    pub(crate) wire: String,
    pub(crate) ty: Type,
    /// `by ","`: the list is sent as one value.
    pub(crate) separator: Option<LitStr>,
    pub(crate) need: Need,
    /// What the service takes if there is no value.
    pub(crate) if_absent: Option<Scalar>,
}

/// The one body input.
pub(crate) struct Body {
    /// The argument or setter: `body`.
    pub(crate) name: Ident,
    pub(crate) kind: BodyKind,
    pub(crate) media_types: MediaTypes,
    pub(crate) need: Need,
}

/// The clauses of an endpoint, with those inherited from its group. The endpoint overrides the group.
#[derive(Clone, Default)]
pub(crate) struct Clauses {
    pub(crate) headers: Vec<Header>,
    /// Of the group first.
    pub(crate) appended: Vec<Header>,
    /// Of an endpoint, they are in its query.
    pub(crate) query: Vec<QueryConstant>,
    pub(crate) timeout: Option<Timeout>,
    pub(crate) retry: Option<Retry>,
    /// In source order, each status or class of statuses once.
    pub(crate) errors: Vec<ErrorType>,
    /// In source order, each once.
    pub(crate) error_conditions: Vec<ErrorCondition>,
    pub(crate) credential: Credential,
    pub(crate) idempotence: Idempotence,
}

/// Which of the client's credentials is sent with the request.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// The one without a name.
    #[default]
    Default,
    /// `auth none`
    Withheld,
    /// `auth admin`
    Named(Ident),
}

/// Whether sending the request twice has the same effect as sending it once.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) enum Idempotence {
    /// As the HTTP method defines it.
    #[default]
    OfMethod,
    /// `idempotent`
    Declared,
}

/// One status of `error 404 5xx: NotFound`, or of `error 404: empty`, which has no type.
#[derive(Clone)]
pub(crate) struct ErrorType {
    pub(crate) status: StatusRange,
    pub(crate) ty: Option<Type>,
    pub(crate) media: MediaTypes,
}

/// `error SlackError when ok = false`
#[derive(Clone)]
pub(crate) struct ErrorCondition {
    pub(crate) condition: Condition,
    pub(crate) ty: Type,
}

// ===== queries that several phases share =====

impl Model {
    /// Every group that this block declares, with or without a client, in source order.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &Group> {
        let members = self.client.iter().flat_map(|client| &client.members);
        let mounted = members.filter_map(|member| match member {
            Member::Group(group) => Some(group),
            Member::Mount(_) => None,
        });
        mounted.chain(&self.groups)
    }

    /// Every method of the block, in source order within its owner.
    pub(crate) fn methods(&self) -> impl Iterator<Item = &Method> {
        let own = self.client.iter().flat_map(|client| &client.methods);
        own.chain(self.groups().flat_map(|group| &group.methods))
    }

    pub(crate) fn groups_mut(&mut self) -> impl Iterator<Item = &mut Group> {
        let members = self.client.iter_mut().flat_map(|client| &mut client.members);
        let mounted = members.filter_map(|member| match member {
            Member::Group(group) => Some(group),
            Member::Mount(_) => None,
        });
        mounted.chain(&mut self.groups)
    }
}

impl Attrs {
    /// Whether two items may have the same name because both are conditional: only one of them may be compiled.
    pub(crate) fn may_exclude(&self, other: &Self) -> bool {
        !self.cfg.is_empty() && !other.cfg.is_empty()
    }
}

impl Method {
    pub(crate) fn is_whole(&self) -> bool {
        matches!(self, Self::Endpoint(_))
    }

    pub(crate) fn name(&self) -> &Ident {
        match self {
            Self::Endpoint(endpoint) => &endpoint.name,
            Self::Broken(broken) => &broken.name,
        }
    }
}

/// Built on demand, because most endpoints need neither.
impl Names {
    /// `RunsCreateRequest`: the type that a mock's handler receives.
    pub(crate) fn request(&self) -> Ident {
        name::type_of_method(&self.owner, &self.method, "Request")
    }
}

impl Path {
    pub(crate) fn params(&self) -> impl Iterator<Item = &PathParam> {
        self.pieces.iter().filter_map(|piece| match piece {
            PathPiece::Param(param) => Some(param),
            PathPiece::Literal(_) => None,
        })
    }

    /// Those that the line itself has, without those of its group.
    pub(crate) fn own_params(&self) -> impl Iterator<Item = &PathParam> {
        self.params().skip(self.inherited)
    }

    /// Whether a URL that the caller gives is in place of a path.
    pub(crate) fn is_url(&self) -> bool {
        self.params().any(|param| param.extent == Extent::Url)
    }

    /// `/threads/{thread}/runs`, and `/files/{path..}` for a rest parameter. Braces in literals are percent-encoded.
    pub(crate) fn template(&self) -> String {
        self.pieces.iter().fold(String::new(), |template, piece| match piece {
            PathPiece::Literal(text) => template + text,
            PathPiece::Param(PathParam { wire, extent: Extent::Segment | Extent::Url, .. }) => {
                template + "{" + wire + "}"
            }
            PathPiece::Param(PathParam { wire, extent: Extent::Rest, .. }) => {
                template + "{" + wire + "..}"
            }
        })
    }
}

impl Member {
    pub(crate) fn name(&self) -> &Ident {
        match self {
            Self::Group(group) => &group.name,
            Self::Mount(mount) => &mount.name,
        }
    }
}

impl Client {
    /// How each of its credentials is sent.
    pub(crate) fn auths(&self) -> impl Iterator<Item = &Auth> {
        [&self.auth].into_iter().chain(self.credentials.iter().map(|named| &named.auth))
    }

    /// The names of its accessors and methods.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        let members = self.members.iter().map(Member::name);
        members.chain(self.methods.iter().map(Method::name))
    }
}

impl Endpoint {
    /// `POST /threads/{thread}/runs`
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method.verb.as_str(), self.path.template())
    }

    /// The inputs that become setters on the call.
    pub(crate) fn optional_inputs(&self) -> impl Iterator<Item = &Ident> {
        self.inputs().filter_map(|(name, need)| (need == Need::Optional).then_some(name))
    }

    /// Whether the calls of this endpoint have setters for optional inputs.
    pub(crate) fn has_optional_inputs(&self) -> bool {
        self.optional_inputs().next().is_some()
    }

    /// Whether any input is an argument of the method.
    pub(crate) fn takes(&self) -> Takes {
        let required = self.inputs().any(|(_, need)| need == Need::Required);
        if required || self.path.params().next().is_some() {
            Takes::Arguments
        } else {
            Takes::Nothing
        }
    }

    /// What an editor can work with if the signature is unknown all the same.
    pub(crate) fn remains(&self) -> Remains {
        self.remains.clone().unwrap_or_else(|| {
            let params = self.path.own_params();
            Remains {
                params: params
                    .map(|param| (param.name.clone(), param.ty.written().cloned()))
                    .collect(),
                types: self.reply.types().into_iter().cloned().collect(),
            }
        })
    }

    /// All inputs except those of the path.
    fn inputs(&self) -> impl Iterator<Item = (&Ident, Need)> {
        let query = self.query.iter().filter_map(|part| match part {
            Query::Param(param) => Some((&param.name, param.need)),
            Query::Struct(part) => Some((&part.name, part.need)),
            Query::Literal(_) => None,
        });
        let headers = self.headers.iter().map(|header| (&header.name, header.need));
        query.chain(headers).chain(self.body.iter().map(|body| (&body.name, body.need)))
    }
}
