//! One thing that two documents say.

use super::Aspect;
use crate::document::Pointer;
use std::fmt;

/// One thing that two documents say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The tag of the operation, or the first segment of its path.
    pub resource: String,
    /// What it is about: an operation and a part of it, or a schema and a path of fields in it.
    pub place: String,
    /// Where our document has it, if it is an operation, a parameter, a field or a member of a union that our document has.
    pub at: Option<Pointer>,
    /// Which way it is sent; `None` for what is true of an operation as a whole.
    pub direction: Option<Direction>,
    /// What is said.
    pub aspect: Aspect,
    /// What our document says.
    pub ours: String,
    /// What their document says.
    pub theirs: String,
    /// How ours differs from theirs; `None` if it does not.
    pub how: Option<How>,
}

/// Which way something is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the caller to the service.
    Request,
    /// From the service to the caller.
    Response,
}

/// How our document differs from theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is there, or so, in ours only.
    On,
    /// It is there, or so, in theirs only.
    Off,
    /// Ours allows all that theirs allows, and more.
    Wider,
    /// Ours allows less than theirs.
    Narrower,
    /// Ours is another one.
    Changed,
}

impl Fact {
    /// Whether the documents say the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.how.is_none()
    }

    /// The place and the aspect: `Run.metadata required`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.place, self.aspect)
    }
}

/// `Run.metadata required: ours no, theirs yes`
impl fmt::Display for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, aspect, ours, theirs, .. } = self;
        write!(formatter, "{place} {aspect}: ours {ours}, theirs {theirs}")
    }
}
