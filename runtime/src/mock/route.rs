//! Finds the endpoints that a request may be for: by its path, of which the most literal template wins, and then by what its
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
    /// One or several endpoints, which only the type of the body tells apart.
    Endpoints(Vec<&'static Endpoint>),
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

    /// Finds the endpoints for a request whose path is relative to the base URL. If there are several, all of them have a
    /// handler.
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
        let of_method = |route: &&&Route| route.endpoint.method_name() == received.method.as_str();
        let Some(first) = matching.iter().find(of_method) else {
            return Found::none(&matching);
        };
        let equal = matching.iter().filter(of_method).filter(|route| route.rank() == first.rank());
        let endpoints: Vec<_> = equal.map(|route| route.endpoint).collect();
        let chosen = choose(&endpoints, received, &has_handler);
        let is_handled = |chosen: &[&Endpoint]| chosen.iter().any(|endpoint| has_handler(endpoint));
        if !is_handled(&chosen) {
            // A path such as `/<key..>` is also that of a URL.
            let given = matching.iter().filter(of_method).map(|route| route.endpoint);
            let given: Vec<_> = given.filter(|endpoint| endpoint.takes_url()).collect();
            let given = choose(&given, received, &has_handler);
            if is_handled(&given) {
                return Found::Endpoints(given);
            }
        }
        match chosen.is_empty() {
            true => Found::Undecided(endpoints),
            false => Found::Endpoints(chosen),
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
    /// Those in front of the parameter that takes several segments, or all of them.
    front: Vec<Segment>,
    rest: Option<Rest>,
}

/// `<name..>:cancel/operations`: from the parameter that takes several segments on.
#[derive(PartialEq)]
struct Rest {
    /// The literals around the parameter, in its first and its last segment.
    before: String,
    after: String,
    back: Vec<Segment>,
}

/// How early a route is tried: segment by segment, what is more literal first. A longer template is tried before a shorter
/// one that begins like it.
type Rank = Vec<(u8, Reverse<usize>)>;

const REST: u8 = 3;
const END: u8 = 4;

impl Route {
    fn new(endpoint: &'static Endpoint) -> Self {
        if endpoint.takes_url() {
            return Self { endpoint, front: vec![Segment::Url], rest: None };
        }
        let templates: Vec<_> = endpoint.path().trim_start_matches('/').split('/').collect();
        let several = templates.iter().position(|template| template.contains("..}"));
        let (front, rest) = templates.split_at(several.unwrap_or(templates.len()));
        let segments =
            |templates: &[&str]| templates.iter().map(|text| Segment::new(text)).collect();
        let rest = rest.split_first().map(|(template, back)| Rest::new(template, segments(back)));
        Self { endpoint, front: segments(front), rest }
    }

    /// Lower ranks are tried first.
    fn rank(&self) -> Rank {
        let front = self.front.iter().map(Segment::rank);
        let rest = self.rest.iter().flat_map(Rest::rank);
        front.chain(rest).chain([(END, Reverse(0))]).collect()
    }

    fn is_like(&self, other: &Self) -> bool {
        self.endpoint.method_name() == other.endpoint.method_name()
            && self.front == other.front
            && self.rest == other.rest
            && are_alike(self.endpoint, other.endpoint)
    }

    /// Returns the values of the parameters, if the path, which is still percent-encoded, matches.
    fn values(&self, path: &str) -> Option<Vec<String>> {
        if self.endpoint.takes_url() {
            return Some(Vec::new());
        }
        let parts: Vec<_> = path.trim_start_matches('/').split('/').collect();
        let (front, parts) = parts.split_at_checked(self.front.len())?;
        let mut values = Vec::new();
        let matches = Segment::all_match(&self.front, front, &mut values)
            && match &self.rest {
                Some(rest) => rest.matches(parts, &mut values),
                None => parts.is_empty(),
            };
        matches.then_some(values)
    }
}

impl Rest {
    fn new(template: &str, back: Vec<Segment>) -> Self {
        let (before, rest) = template.split_once('{').unwrap_or_default();
        let (_, after) = rest.split_once('}').unwrap_or_default();
        Self { before: decode(before).into_owned(), after: decode(after).into_owned(), back }
    }

    fn rank(&self) -> impl Iterator<Item = (u8, Reverse<usize>)> + '_ {
        let own = (REST, Reverse(self.before.len() + self.after.len()));
        std::iter::once(own).chain(self.back.iter().map(Segment::rank))
    }

    /// Each segment behind the parameter is one of the last ones, so the value is what is left before them.
    fn matches(&self, parts: &[&str], values: &mut Vec<String>) -> bool {
        let Some(length) = parts.len().checked_sub(self.back.len()) else { return false };
        let (several, back) = parts.split_at(length);
        let Some(value) = self.value(several) else { return false };
        values.push(value);
        Segment::all_match(&self.back, back, values)
    }

    fn value(&self, parts: &[&str]) -> Option<String> {
        let text = parts.iter().map(|part| decode(part)).collect::<Vec<_>>().join("/");
        let value = text.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        let is_end = text.len() == value.len() && self.back.is_empty();
        // A trailing slash stands for an empty value at the end of a path.
        (!parts.is_empty() && (is_end || !value.is_empty())).then(|| value.to_owned())
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
    /// A URL in place of a path.
    Url,
}

impl Segment {
    fn new(template: &str) -> Self {
        if !template.contains('{') {
            return Self::Literal(decode(template).into_owned());
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
            Self::Url => (5, Reverse(0)),
        }
    }

    /// Whether there is a part for each segment, and each matches.
    fn all_match(segments: &[Self], parts: &[&str], values: &mut Vec<String>) -> bool {
        segments.len() == parts.len()
            && segments.iter().zip(parts).all(|(segment, part)| segment.matches(part, values))
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
            Self::Parameter | Self::Url => false,
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
        &Endpoint::new(Method::GET, "/v2/{name..}").with_id("all"),
        &Endpoint::new(Method::GET, "/v2/{name..}/tags/list").with_id("tags"),
        &Endpoint::new(Method::GET, "/v2/{name..}/manifests/{reference}").with_id("manifest"),
        &Endpoint::new(Method::GET, "/v2/{name..}/blobs/{kind}-{digest}").with_id("blob"),
        &Endpoint::new(Method::POST, "/v1/{name..}:cancel").with_id("cancel_all"),
        &Endpoint::new(Method::POST, "/v1/{name..}:undo%20it").with_id("undo"),
        &Endpoint::new(Method::POST, "/v1/{parent..}/notes").with_id("note"),
        &Endpoint::new(Method::GET, "/raw-{name..}.txt/lines").with_id("lines"),
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
        let router = Router::new(ENDPOINTS.iter().copied());
        match router.find(&received, |_| true) {
            Found::Endpoints(endpoints) => {
                let [endpoint] = endpoints[..] else { panic!("several endpoints") };
                let values = router.values(endpoint, path).unwrap();
                std::iter::once(endpoint.name().to_owned())
                    .chain(values)
                    .collect::<Vec<_>>()
                    .join(" ")
            }
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
    fn the_rest_of_a_path_is_what_the_segments_behind_it_leave() {
        for (path, expected) in [
            ("/v2/library/ubuntu/manifests/latest", "manifest library/ubuntu latest"),
            ("/v2/a/manifests/b/manifests/c", "manifest a/manifests/b c"),
            ("/v2/manifests/manifests/manifests", "manifest manifests manifests"),
            ("/v2/a/tags/list", "tags a"),
            ("/v2/tags/list/tags/list", "tags tags/list"),
            ("/v2/a%2Fb/blobs/sha-1", "blob a/b sha 1"),
            ("/v2/a/blobs/sha", "all a/blobs/sha"),
            ("/v2/manifests/latest", "all manifests/latest"),
            ("/v2//tags/list", "all /tags/list"),
            ("/v2/a/tags/list/", "all a/tags/list/"),
            ("/raw-a/b.txt/lines", "lines a/b"),
            ("/raw-a.txt/b.txt/lines", "lines a.txt/b"),
            ("/raw-.txt/lines", "nothing"),
            ("/raw-a/b.txt", "nothing"),
            ("/lines", "nothing"),
        ] {
            assert_eq!(find(Method::GET, path), expected, "{path}");
        }
    }

    #[test]
    fn text_behind_the_rest_of_a_path_is_at_its_end() {
        for (path, expected) in [
            ("/v1/projects/a/jobs/b:cancel", "cancel_all projects/a/jobs/b"),
            ("/v1/a:cancel/b:cancel", "cancel_all a:cancel/b"),
            ("/v1/a:cancel:cancel", "cancel_all a:cancel"),
            ("/v1/a/b%3Acancel", "cancel_all a/b"),
            ("/v1/a/b:undo%20it", "undo a/b"),
            ("/v1/a/notes:cancel", "cancel_all a/notes"),
            ("/v1/a:cancel/notes", "note a:cancel"),
            ("/v1/:cancel", "nothing"),
            ("/v1/a:cancel/b", "nothing"),
        ] {
            assert_eq!(find(Method::POST, path), expected, "{path}");
        }
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
