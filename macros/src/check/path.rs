//! Rules about paths.

use crate::errors::Errors;
use crate::model::{Endpoint, Extent, PathPiece};

/// Each parameter fills one place.
pub(super) fn duplicate_path_parameter(endpoint: &Endpoint, errors: &mut Errors) {
    let params = endpoint.path.params().collect::<Vec<_>>();
    for (at, param) in params.iter().enumerate() {
        if params[..at].iter().any(|other| other.wire == param.wire || other.name == param.name) {
            errors.spoil(
                &param.name,
                format!(
                    "the path has two parameters `{}`; give each a name of its own",
                    param.wire
                ),
            );
        }
    }
}

/// What follows the rest of a path would be part of it.
pub(super) fn rest_not_last(endpoint: &Endpoint, errors: &mut Errors) {
    // Where the arrow is missing, what is read as the path may be more than that.
    if errors.touch(endpoint.position) {
        return;
    }
    let Some((_, before)) = endpoint.path.pieces.split_last() else { return };
    for piece in before {
        match piece {
            PathPiece::Param(param) if param.extent == Extent::Rest => {
                let name = &param.wire;
                errors.error(&param.name, format!("`<{name}..>` takes all that is left of the path; put it last, or write `<{name}>`"));
            }
            _ => {}
        }
    }
}
