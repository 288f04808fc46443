//! Rules about paths.

use crate::errors::Errors;
use crate::model::{Endpoint, Extent, PathPiece};

/// A parameter appears once in a path.
pub(super) fn duplicate_path_parameter(endpoint: &Endpoint, errors: &mut Errors) {
    let params = endpoint.path.params().collect::<Vec<_>>();
    for (at, param) in params.iter().enumerate() {
        if params[..at].iter().any(|other| other.wire == param.wire || other.name == param.name) {
            errors.spoil(
                &param.name,
                format!("the path has two parameters named `{}`; rename one of them", param.wire),
            );
        }
    }
}

/// Nothing can follow a parameter that takes the rest of the path.
pub(super) fn rest_not_last(endpoint: &Endpoint, errors: &mut Errors) {
    // When the arrow is missing, more tokens than the path may have been read as the path.
    if errors.touch(endpoint.position) {
        return;
    }
    let Some((_, before)) = endpoint.path.pieces.split_last() else { return };
    for piece in before {
        match piece {
            PathPiece::Param(param) if param.extent == Extent::Rest => {
                let name = &param.wire;
                errors.error(
                    &param.name,
                    format!(
                        "`<{name}..>` takes the rest of the path; put it last, or write `<{name}>`"
                    ),
                );
            }
            _ => {}
        }
    }
}
