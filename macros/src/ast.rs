//! The syntax tree of `api!`: one type per production of the grammar, with the tokens kept for their spans.
//! Each production is quoted above the function that parses it.

mod clause;
mod endpoint;
mod media_types;
mod param;
mod remains;
mod scalar;

pub(crate) use clause::{
    Auth, Clause, ClauseKind, Condition, Env, Header, HeaderValue, NamedCredential, QueryConstant,
    Retry, StatusRange, Timeout, Variables,
};
pub(crate) use endpoint::{
    Body, BodyKind, Endpoint, HeaderInput, HttpMethod, Input, Path, PathPiece, Query, Verb,
};
pub(crate) use media_types::MediaTypes;
pub(crate) use param::{Extent, Need, Param};
pub(crate) use remains::Remains;
pub(crate) use scalar::Scalar;

use crate::errors::Position;
use proc_macro2::Ident;
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
    /// `crate = my_reexport;`
    Runtime(RustPath),
    /// `id ThreadId, UserId: u64;`
    Ids(Vec<Id>),
    Client(Client),
    Group(Group),
    Mount(Mount),
    /// An endpoint outside any group: a method of the client.
    Line(Line),
}

/// `UserId: u64`
pub(crate) struct Id {
    pub(crate) name: Ident,
    /// `None` for text.
    pub(crate) ty: Option<Type>,
}

/// `client OpenAi at "https://api.openai.com/v1" { .. }`
pub(crate) struct Client {
    pub(crate) name: Ident,
    pub(crate) base_url: Option<BaseUrl>,
    pub(crate) clauses: Vec<Clause>,
    /// Whether all of its braces could be read.
    pub(crate) state: State,
}

/// What follows `at`.
pub(crate) enum BaseUrl {
    /// `"https://api.openai.com/v1"`
    Text(LitStr),
    /// `crate::BASE_URL`, a `&'static str`.
    Constant(RustPath),
}

/// Whether a part of a client was left out, because of a mistake that has been reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Whole,
    Damaged,
}

/// `group runs at /runs { .. }`
pub(crate) struct Group {
    pub(crate) name: Ident,
    pub(crate) prefix: Prefix,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) lines: Vec<(Position, Line)>,
}

/// The path of a group, which comes before the paths of its lines.
pub(crate) enum Prefix {
    Absent,
    /// `at /threads/<thread: ThreadId>`
    Path(Path),
    /// A path with a mistake that has been reported.
    Broken(Takes),
}

/// `group runs = crate::runs::Runs;`
pub(crate) struct Mount {
    pub(crate) name: Ident,
    pub(crate) ty: RustPath,
}

/// A line that declares a method.
pub(crate) enum Line {
    Endpoint(Box<Endpoint>),
    /// A line with a mistake that has been reported. `name` is the name of its method, if it is known.
    Broken(Broken),
}

pub(crate) struct Broken {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Option<Ident>,
    pub(crate) takes: Takes,
    pub(crate) remains: Remains,
}

/// Whether the method of a line with a mistake takes arguments, as far as the line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    Nothing,
    Arguments,
}

impl BaseUrl {
    pub(crate) fn text(&self) -> Option<&LitStr> {
        match self {
            Self::Text(text) => Some(text),
            Self::Constant(_) => None,
        }
    }
}

impl Line {
    /// A line with a reported mistake, whose name is unknown too.
    pub(crate) fn nameless() -> Self {
        let remains = Remains::default();
        Self::Broken(Broken { attrs: Vec::new(), name: None, takes: Takes::Nothing, remains })
    }
}
