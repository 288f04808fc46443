//! Finds the endpoint that a request is for: by its path, of which the most literal template wins, and then by what its
//! endpoints do not have in common. Templates are parsed once.

use std::borrow::Cow;
use std::cmp::Reverse;

use percent_encoding::percent_decode_str;

use super::choice::{are_alike, choose};
use super::received::Received;
use crate::declaration::Endpoint;

/// The routes of an API, in the order in which they are tried.
pub(super) struct Router {
    routes: Vec<Route>,
}

/// What a request is for.
pub(super) enum Found {
    /// An endpoint, with the decoded values of its path parameters.
    Endpoint(&'static Endpoint, Vec<String>),
    /// A path of several endpoints, none of which has the constants of the request.
    Undecided(Vec<&'static Endpoint>),
    /// A path that is declared, but only with other methods.
    OtherMethods(Vec<&'static Endpoint>),
    /// A path that is not declared.
    Nothing,
}

impl Router {
    pub(super) fn new(endpoints: impl IntoIterator<Item = &'static Endpoint>) -> Self {
        let mut routes: Vec<Route> = endpoints.into_iter().map(Route::new).collect();
        // The sort is stable: routes of equal rank stay in the order of the declaration.
        routes.sort_by_cached_key(Route::rank);
        Self { routes }
    }

    /// Finds the endpoint for a request whose path is relative to the base URL. Of endpoints that cannot be told apart, one
    /// has a handler at most.
    pub(super) fn find(
        &self,
        received: &Received,
        has_handler: impl Fn(&Endpoint) -> bool,
    ) -> Found {
        self.find_among(|_| true, received, has_handler)
    }

    /// Finds the endpoint for a request whose path is outside of the base URL: one that has a URL in place of a path.
    pub(super) fn find_outside(
        &self,
        received: &Received,
        has_handler: impl Fn(&Endpoint) -> bool,
    ) -> Found {
        self.find_among(|route| route.endpoint.takes_url(), received, has_handler)
    }

    fn find_among(
        &self,
        among: impl Fn(&Route) -> bool,
        received: &Received,
        has_handler: impl Fn(&Endpoint) -> bool,
    ) -> Found {
        let routes = self.routes.iter().filter(|route| among(route));
        let matching: Vec<&Route> =
            routes.filter(|route| route.values(&received.path).is_some()).collect();
        let of_method = |route: &&&Route| *route.endpoint.method() == received.method;
        let Some(first) = matching.iter().find(of_method) else {
            return Found::none(&matching);
        };
        let equal = matching.iter().filter(of_method).filter(|route| route.rank() == first.rank());
        let endpoints: Vec<_> = equal.map(|route| route.endpoint).collect();
        match choose(&endpoints, received, has_handler).and_then(|index| endpoints.get(index)) {
            Some(endpoint) => {
                Found::Endpoint(endpoint, self.values(endpoint, &received.path).unwrap_or_default())
            }
            None => Found::Undecided(endpoints),
        }
    }

    /// Returns the decoded values of an endpoint's path parameters, if the path is for it.
    pub(super) fn values(&self, endpoint: &Endpoint, path: &str) -> Option<Vec<String>> {
        self.routes.iter().find(|route| route.endpoint.id() == endpoint.id())?.values(path)
    }

    /// Returns the other endpoints that cannot be told apart from this one.
    pub(super) fn alike<'a>(
        &'a self,
        endpoint: &'a Endpoint,
    ) -> impl Iterator<Item = &'static Endpoint> + 'a {
        let own = self.routes.iter().find(|route| route.endpoint.id() == endpoint.id());
        let others = self.routes.iter().filter(|route| route.endpoint.id() != endpoint.id());
        let alike = others.filter(move |other| own.is_some_and(|own| own.is_like(other)));
        alike.map(|route| route.endpoint)
    }
}

impl Found {
    /// What is found if no endpoint has the method.
    fn none(matching: &[&Route]) -> Self {
        // Any path can be that of a given URL, which does not make it a declared one.
        let declared = matching.iter().map(|route| route.endpoint);
        let declared: Vec<_> = declared.filter(|endpoint| !endpoint.takes_url()).collect();
        match declared.is_empty() {
            true => Self::Nothing,
            false => Self::OtherMethods(declared),
        }
    }
}

struct Route {
    endpoint: &'static Endpoint,
    segments: Vec<Segment>,
}

impl Route {
    fn new(endpoint: &'static Endpoint) -> Self {
        let segments = match endpoint.takes_url() {
            true => vec![Segment::Url],
            false => endpoint.path().trim_start_matches('/').split('/').map(Segment::new).collect(),
        };
        Self { endpoint, segments }
    }

    /// Lower ranks are tried first.
    fn rank(&self) -> Vec<(u8, Reverse<usize>)> {
        self.segments.iter().map(Segment::rank).collect()
    }

    fn is_like(&self, other: &Self) -> bool {
        self.endpoint.method() == other.endpoint.method()
            && self.segments == other.segments
            && are_alike(self.endpoint, other.endpoint)
    }

    /// Returns the values of the parameters, if the path, which is still percent-encoded, matches.
    fn values(&self, path: &str) -> Option<Vec<String>> {
        if self.endpoint.takes_url() {
            return Some(Vec::new());
        }
        let mut values = Vec::new();
        let mut path = path.trim_start_matches('/').split('/');
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
#[derive(PartialEq)]
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
    /// A URL in place of a path.
    Url,
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

    /// The kind of segment, and how much of it is literal.
    fn rank(&self) -> (u8, Reverse<usize>) {
        match self {
            Self::Literal(_) => (0, Reverse(0)),
            Self::Mixed(literals) => (1, Reverse(literals.iter().map(String::len).sum())),
            Self::Parameter => (2, Reverse(0)),
            Self::Rest => (3, Reverse(0)),
            Self::Url => (4, Reverse(0)),
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
            Self::Parameter | Self::Rest | Self::Url => false,
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
        // A value has at least one character, which the literal may begin with.
        let second = text.chars().next()?.len_utf8();
        let end = second + text.get(second..)?.find(literal.as_str())?;
        values.push(text.get(..end)?.to_owned());
        text = text.get(end + literal.len()..)?;
    }
    values.push(text.to_owned());
    values.iter().all(|value| !value.is_empty()).then_some(values)
}

fn decode(part: &str) -> Cow<'_, str> {
    percent_decode_str(part).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, Method};

    use super::*;

    const ENDPOINTS: &[&Endpoint] = &[
        &Endpoint::new(Method::GET, "/threads/{thread}").with_id("retrieve"),
        &Endpoint::new(Method::POST, "/threads/{thread}").with_id("modify"),
        &Endpoint::new(Method::POST, "/threads/runs").with_id("create_and_run"),
        &Endpoint::new(Method::GET, "/threads/{thread}/runs/{run}").with_id("run"),
        &Endpoint::new(Method::POST, "/models/{model}:{tool}").with_id("tool"),
        &Endpoint::new(Method::POST, "/models/{model}:cancel").with_id("cancel"),
        &Endpoint::new(Method::GET, "/models/{model}").with_id("model"),
        &Endpoint::new(Method::GET, "/compare/{base}...{head}").with_id("compare"),
        &Endpoint::new(Method::GET, "/files/{path..}").with_id("file"),
        &Endpoint::new(Method::GET, "/files/a%20b/{name}").with_id("literal"),
        &Endpoint::new(Method::GET, "/").with_id("root"),
    ];

    fn received(method: Method, path: &str) -> Received {
        Received {
            endpoint: None,
            method,
            base_path: "",
            path: path.to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// Returns the name of the endpoint and the values, or a description of the other outcomes.
    fn find(method: Method, path: &str) -> String {
        let received = received(method.clone(), path);
        match Router::new(ENDPOINTS.iter().copied()).find(&received, |_| true) {
            Found::Endpoint(endpoint, values) => std::iter::once(endpoint.name().to_owned())
                .chain(values)
                .collect::<Vec<_>>()
                .join(" "),
            Found::Undecided(endpoints) => format!("one of {}", endpoints.len()),
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
        assert_eq!(find(Method::POST, "/models/a:b"), "tool a b");
        assert_eq!(find(Method::GET, "/files/a%20b/c"), "literal c");
    }

    #[test]
    fn values_are_decoded() {
        assert_eq!(find(Method::GET, "/threads/a%2Fb%20c/runs/%C3%A9"), "run a/b c é");
        assert_eq!(find(Method::GET, "/files/a%20x/b%2Fc/d"), "file a x/b/c/d");
        assert_eq!(find(Method::GET, "/compare/v1.0...main"), "compare v1.0 main");
        assert_eq!(find(Method::GET, "/compare/....main"), "compare . main");
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
