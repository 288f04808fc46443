//! Rules about paths: those of lines, which begin with the path of their group, and those of groups. What is wrong within the
//! path of a group is reported there alone.

use crate::errors::Errors;
use crate::model::{Extent, Path, PathParam, PathPiece};

/// A parameter appears once in a path.
pub(super) fn duplicate_path_parameter(path: &Path, errors: &mut Errors) {
    let params = path.params().collect::<Vec<_>>();
    for (at, param) in params.iter().enumerate().skip(path.inherited) {
        let same = |other: &&PathParam| other.wire == param.wire || other.name == param.name;
        if let Some(first) = params[..at].iter().position(same) {
            let name = &param.wire;
            let message = match first < path.inherited {
                true => format!(
                    "the path of the group has a parameter `{name}`, too; rename one of them"
                ),
                false => format!("the path has two parameters named `{name}`; rename one of them"),
            };
            errors.spoil(&param.name, message);
        }
    }
}

/// Where one of two such parameters ends, nobody could tell.
pub(super) fn two_rests(path: &Path, errors: &mut Errors) {
    // When the arrow is missing, more tokens than the path may have been read as the path.
    if errors.touch(errors.position()) {
        return;
    }
    let is_rest = |param: &&PathParam| param.extent == Extent::Rest;
    let Some(first) = path.params().find(is_rest) else { return };
    let others = path.params().enumerate().filter(|(_, param)| is_rest(param)).skip(1);
    for (_, other) in others.filter(|(at, _)| *at >= path.inherited) {
        let (first, name) = (&first.wire, &other.wire);
        errors.error(
            &other.name,
            format!(
                "`<{first}..>` takes all the segments that the rest of the path leaves; write `<{name}>` for one segment"
            ),
        );
    }
}

/// Several segments and a value of one of them: where the one ends and the other begins, nobody could tell.
pub(super) fn parameter_beside_rest(path: &Path, errors: &mut Errors) {
    if errors.touch(errors.position()) {
        return;
    }
    let mut segment = Vec::<&PathParam>::new();
    let mut inherited = path.inherited;
    for piece in &path.pieces {
        match piece {
            PathPiece::Literal(text) if text.contains('/') => segment.clear(),
            PathPiece::Literal(_) => {}
            PathPiece::Param(_) if inherited > 0 => inherited -= 1,
            PathPiece::Param(param) => {
                if let Some(rest) = beside_rest(&segment, param) {
                    return errors.error(&param.name, only_text_beside_rest(rest));
                }
                segment.push(param);
            }
        }
    }
}

/// The one of the parameters of a segment that takes several segments.
fn beside_rest<'a>(before: &[&'a PathParam], param: &'a PathParam) -> Option<&'a PathParam> {
    let rest = before.iter().copied().find(|other| other.extent == Extent::Rest);
    rest.or_else(|| (param.extent == Extent::Rest && !before.is_empty()).then_some(param))
}

fn only_text_beside_rest(rest: &PathParam) -> String {
    let name = &rest.wire;
    format!(
        "only text can stand beside `<{name}..>` in its segment; write `/` between the two parameters"
    )
}
