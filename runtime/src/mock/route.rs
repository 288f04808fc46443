//! Finds the endpoint that a request is for. Templates are parsed once, and the most literal ones are tried first.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::declaration::Endpoint;

/// The routes of an API, in the order in which they are tried.
pub(super) struct Router {
    routes: Vec<Route>,
}

/// What a request is for.
pub(super) enum Found {
    /// An endpoint, with the decoded values of its path parameters.
    Endpoint(&'static Endpoint, Vec<String>),
    /// A path that is declared, but only with other methods.
    OtherMethods(Vec<&'static Endpoint>),
    /// A path that is not declared.
    Nothing,
}

impl Router {
    pub(super) fn new(endpoints: impl IntoIterator<Item = &'static Endpoint>) -> Self {
        let mut routes: Vec<Route> = endpoints.into_iter().map(Route::new).collect();
        // The sort is stable: routes of equal rank stay in the order of the declaration.
        routes.sort_by_cached_key(|route| {
            route.segments.iter().map(Segment::rank).collect::<Vec<_>>()
        });
        Self { routes }
    }

    /// Finds the endpoint for a method and a path, which is relative to the base URL and still percent-encoded.
    pub(super) fn find(&self, method: &http::Method, path: &str) -> Found {
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let mut others = Vec::new();
        for route in &self.routes {
            let Some(values) = route.matches(&segments) else { continue };
            if route.endpoint.method() == method {
                return Found::Endpoint(route.endpoint, values);
            }
            others.push(route.endpoint);
        }
        if others.is_empty() { Found::Nothing } else { Found::OtherMethods(others) }
    }
}

struct Route {
    endpoint: &'static Endpoint,
    segments: Vec<Segment>,
}

impl Route {
    fn new(endpoint: &'static Endpoint) -> Self {
        let segments =
            endpoint.path().trim_start_matches('/').split('/').map(Segment::new).collect();
        Self { endpoint, segments }
    }

    /// Returns the values of the parameters, if the path matches.
    fn matches(&self, path: &[&str]) -> Option<Vec<String>> {
        let mut values = Vec::new();
        let mut path = path.iter();
        for segment in &self.segments {
            if let Segment::Rest = segment {
                let rest: Vec<_> = path.by_ref().map(|part| decode(part)).collect();
                values.push(rest.join("/"));
            } else if !segment.matches(path.next()?, &mut values) {
                return None;
            }
        }
        path.next().is_none().then_some(values)
    }
}

/// One segment of a template.
enum Segment {
    /// `threads`
    Literal(String),
    /// `<id>:cancel`: the literals around and between the parameters. There is one literal more than there are
    /// parameters.
    Mixed(Vec<String>),
    /// `<id>`
    Parameter,
    /// `<path..>`
    Rest,
}

impl Segment {
    fn new(template: &str) -> Self {
        if !template.contains('{') {
            return Self::Literal(decode(template).into_owned());
        }
        if template.ends_with("..}") {
            return Self::Rest;
        }
        let literals = template.split('{').enumerate().map(|(index, piece)| match index {
            0 => piece,
            _ => piece.split_once('}').map_or("", |(_, literal)| literal),
        });
        let literals: Vec<_> = literals.map(|literal| decode(literal).into_owned()).collect();
        if literals.iter().all(String::is_empty) && literals.len() == 2 {
            Self::Parameter
        } else {
            Self::Mixed(literals)
        }
    }

    /// Lower ranks are tried first.
    fn rank(&self) -> u8 {
        match self {
            Self::Literal(_) => 0,
            Self::Mixed(_) => 1,
            Self::Parameter => 2,
            Self::Rest => 3,
        }
    }

    fn matches(&self, part: &str, values: &mut Vec<String>) -> bool {
        let part = decode(part);
        match self {
            Self::Literal(literal) => *literal == part,
            Self::Parameter if !part.is_empty() => {
                values.push(part.into_owned());
                true
            }
            Self::Mixed(literals) => {
                split(&part, literals).map(|found| values.extend(found)).is_some()
            }
            Self::Parameter | Self::Rest => false,
        }
    }
}

/// Returns the texts between `literals`, if none of them is empty. The last literal is matched at the end, so that
/// `<model>:cancel` matches `a:b:cancel`.
fn split(part: &str, literals: &[String]) -> Option<Vec<String>> {
    let (first, rest) = literals.split_first()?;
    let (last, between) = rest.split_last()?;
    let mut text = part.strip_prefix(first.as_str())?.strip_suffix(last.as_str())?;
    let mut values = Vec::new();
    for literal in between {
        let (value, rest) = text.split_once(literal.as_str())?;
        values.push(value.to_owned());
        text = rest;
    }
    values.push(text.to_owned());
    values.iter().all(|value| !value.is_empty()).then_some(values)
}

fn decode(part: &str) -> Cow<'_, str> {
    percent_decode_str(part).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    const ENDPOINTS: &[&Endpoint] = &[
        &Endpoint::new(Method::GET, "/threads/{thread}").with_id("retrieve"),
        &Endpoint::new(Method::POST, "/threads/{thread}").with_id("modify"),
        &Endpoint::new(Method::POST, "/threads/runs").with_id("create_and_run"),
        &Endpoint::new(Method::GET, "/threads/{thread}/runs/{run}").with_id("run"),
        &Endpoint::new(Method::POST, "/models/{model}:cancel").with_id("cancel"),
        &Endpoint::new(Method::GET, "/models/{model}").with_id("model"),
        &Endpoint::new(Method::GET, "/compare/{base}...{head}").with_id("compare"),
        &Endpoint::new(Method::GET, "/files/{path..}").with_id("file"),
        &Endpoint::new(Method::GET, "/files/a%20b/{name}").with_id("literal"),
        &Endpoint::new(Method::GET, "/").with_id("root"),
    ];

    /// Returns the name of the endpoint and the values, or a description of the other outcomes.
    fn find(method: Method, path: &str) -> String {
        match Router::new(ENDPOINTS.iter().copied()).find(&method, path) {
            Found::Endpoint(endpoint, values) => std::iter::once(endpoint.name().to_owned())
                .chain(values)
                .collect::<Vec<_>>()
                .join(" "),
            Found::OtherMethods(others) => format!("not {method}, but {} others", others.len()),
            Found::Nothing => "nothing".into(),
        }
    }

    #[test]
    fn the_most_literal_route_wins() {
        assert_eq!(find(Method::POST, "/threads/runs"), "create_and_run");
        assert_eq!(find(Method::POST, "/threads/thread_1"), "modify thread_1");
        assert_eq!(find(Method::GET, "/threads/runs"), "retrieve runs");
        assert_eq!(find(Method::POST, "/models/a:b:cancel"), "cancel a:b");
        assert_eq!(find(Method::GET, "/files/a%20b/c"), "literal c");
    }

    #[test]
    fn values_are_decoded() {
        assert_eq!(find(Method::GET, "/threads/a%2Fb%20c/runs/%C3%A9"), "run a/b c é");
        assert_eq!(find(Method::GET, "/files/a%20x/b%2Fc/d"), "file a x/b/c/d");
        assert_eq!(find(Method::GET, "/compare/v1.0...main"), "compare v1.0 main");
    }

    #[test]
    fn what_is_not_declared_is_not_found() {
        assert_eq!(find(Method::DELETE, "/threads/runs"), "not DELETE, but 3 others");
        for path in [
            "/thread",
            "/threads",
            "/threads/",
            "/threads/a/",
            "/threads//runs/b",
            "/compare/...b",
            "/files/",
        ] {
            let expected = if path == "/files/" { "file " } else { "nothing" };
            assert_eq!(find(Method::GET, path), expected, "{path}");
        }
        assert_eq!(find(Method::GET, "/"), "root");
        assert_eq!(find(Method::GET, ""), "root");
    }
}
