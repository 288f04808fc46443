//! Rules about routes.

use crate::errors::Errors;
use crate::model::{Endpoint, Model, PathPiece, Query};
use std::collections::BTreeMap;

/// Two endpoints of one route are the same endpoint, or one of them has a typo in its path.
pub(super) fn duplicate_route(model: &Model, errors: &mut Errors) {
    let mut routes = BTreeMap::<String, &Endpoint>::new();
    // In a line with a mistake, the route may be what is wrong.
    let sound = |endpoint: &&Endpoint| !errors.touch(endpoint.position);
    // Of lines without a path, the URL that the caller gives says which is meant.
    let routed = |endpoint: &&Endpoint| !endpoint.path.is_url();
    for endpoint in model.endpoints().filter(sound).filter(routed).collect::<Vec<_>>() {
        let shape = shape(endpoint);
        match routes.get(&shape) {
            Some(first) if !first.attrs.may_exclude(&endpoint.attrs) => {
                let (route, first) = (endpoint.route(), &first.name);
                errors.at(endpoint.position).error(
                    &endpoint.name,
                    format!("`{route}` is already the route of `{first}`; correct the path, or remove one of the two"),
                );
            }
            Some(_) => {}
            None => drop(routes.insert(shape, endpoint)),
        }
    }
}

/// The route without the names of its parameters: `POST /threads/{}/runs?beta=true`.
fn shape(endpoint: &Endpoint) -> String {
    let mut shape = format!("{} ", endpoint.method.verb.as_str());
    for piece in &endpoint.path.pieces {
        match piece {
            PathPiece::Literal(text) => shape += text,
            PathPiece::Param(_) => shape += "{}",
        }
    }
    let mut constants: Vec<_> = endpoint.query.iter().filter_map(constant).collect();
    // Their order makes no difference to a service.
    constants.sort();
    shape + &constants.concat()
}

fn constant(part: &Query) -> Option<String> {
    match part {
        Query::Literal(literal) => Some(format!("?{}={}", literal.name, literal.value)),
        Query::Param(_) | Query::Struct(_) => None,
    }
}
