//! A line of a declaration.

use super::rust_type::RustType;
use crate::document::Pointer;
use crate::operation::Place;

/// An operation as a line, or the reason why it is none.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The number of its group.
    pub(crate) group: usize,
    pub(crate) name: String,
    /// Where the operation is written.
    pub(crate) at: Pointer,
    /// The path, as it is in the document.
    pub(crate) route: String,
    pub(crate) method: String,
    /// The path, as `api!` has it.
    pub(crate) path: String,
    /// The parts of the query, as `api!` has them.
    pub(crate) query: Vec<String>,
    /// The inputs in parentheses, as `api!` has them.
    pub(crate) inputs: Vec<String>,
    /// The parameters behind these.
    pub(crate) params: Vec<Param>,
    pub(crate) body: Option<Body>,
    pub(crate) reply: Reply,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) docs: String,
    pub(crate) comments: Vec<String>,
    /// The types that it names.
    pub(crate) types: Vec<RustType>,
    /// Why it is a comment.
    pub(crate) omitted: Option<String>,
}

/// A parameter of the query or a header.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) wire: String,
    /// Where it is sent.
    pub(crate) place: Place,
    /// The name of its argument or setter.
    pub(crate) name: String,
    pub(crate) ty: RustType,
    pub(crate) required: bool,
    /// What the document says of it.
    pub(crate) docs: String,
    /// The first value that makes sense, if it is a number.
    pub(crate) first: Option<i64>,
}

/// A body.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) word: &'static str,
    pub(crate) ty: Option<RustType>,
}

/// What follows the arrow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    /// As `api!` has it.
    pub(crate) text: String,
    /// The type, if the reply is JSON and nothing else.
    pub(crate) json: Option<RustType>,
    /// The names of the headers.
    pub(crate) headers: Vec<String>,
}

/// A clause of a line, a group or a client.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clause {
    /// `header "X": "1"`
    Header(String, String),
    /// `auth admin`
    Auth(String),
    /// `error 404: NotFound`
    Error(Vec<String>, String),
    /// Any other, as `api!` has it; it stays on its line.
    Own(String),
}

impl std::fmt::Display for Clause {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Header(name, value) => {
                let quoted = super::literal::quoted;
                write!(formatter, "header {}: {}", quoted(name), quoted(value))
            }
            Self::Auth(name) => write!(formatter, "auth {name}"),
            Self::Error(statuses, ty) => write!(formatter, "error {}: {ty}", statuses.join(" ")),
            Self::Own(text) => formatter.write_str(text),
        }
    }
}

impl Line {
    /// What tells its requests from those of other lines.
    pub(crate) fn shape(&self) -> String {
        let mut path = String::new();
        let mut depth = 0;
        for char in self.path.chars() {
            match char {
                '<' => {
                    depth += 1;
                    path.push_str("{}");
                }
                '>' => depth -= 1,
                _ if depth == 0 => path.push(char),
                _ => {}
            }
        }
        let mut told: Vec<_> =
            self.query.iter().filter(|part| !part.starts_with('<')).cloned().collect();
        told.extend(
            self.clauses
                .iter()
                .filter(|it| matches!(it, Clause::Header(..)))
                .map(ToString::to_string),
        );
        let single = |param: &&Param| param.required && !matches!(param.ty, RustType::Vec(_));
        told.extend(self.params.iter().filter(single).map(|param| param.wire.clone()));
        told.sort();
        let body = self.body.as_ref().map(|body| format!("{} {:?}", body.word, body.ty));
        format!("{} {path} {told:?} {body:?}", self.method)
    }
}
