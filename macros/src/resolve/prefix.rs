//! The path of a group, and the whole paths of its lines.

use super::input::resolve_path;
use crate::ast::Prefix;
use crate::errors::Errors;
use crate::model::{Extent, ParamType, Path, PathParam, PathPiece, Takes};
use proc_macro2::{Ident, Span};

/// The path of a group; without pieces if it has none.
pub(super) fn resolve_prefix(prefix: Prefix, errors: &mut Errors) -> Path {
    match prefix {
        Prefix::Absent => Path::default(),
        Prefix::Path(path) => resolve_path(path, errors),
        Prefix::Broken(takes) => {
            errors.spoil_with(None);
            unread_prefix(takes)
        }
    }
}

/// Stands for a path that could not be read, so that the methods take arguments.
fn unread_prefix(takes: Takes) -> Path {
    let param = PathParam {
        name: Ident::new("unread", Span::call_site()),
        wire: String::new(),
        ty: ParamType::Str,
        extent: Extent::Segment,
    };
    match takes {
        Takes::Nothing => Path::default(),
        Takes::Arguments => Path { pieces: vec![PathPiece::Param(param)], inherited: 0 },
    }
}

impl Path {
    /// The path of a line in a group with this path. A line whose path is `/` is for the path of the group itself.
    pub(super) fn join(&self, line: Self) -> Self {
        if self.pieces.is_empty() {
            return line;
        }
        let mut pieces = self.pieces.clone();
        match &line.pieces[..] {
            [PathPiece::Literal(path)] if path == "/" => {}
            _ => pieces.extend(line.pieces),
        }
        Self { pieces, inherited: self.params().count() }
    }
}
