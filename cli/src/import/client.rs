//! The client: its name, where the service is, and how it knows who calls.

use super::inputs::{SET_OTHERWISE, constant_header};
use super::literal::one_line;
use super::literal::quoted;
use super::names::{is_known_type, type_name_of};
use super::own;
use super::words::words;
use crate::document::{Document, Node};
use crate::operation::{Api, Operation, Place, Scheme, SchemeKind, Security, Server};
use std::collections::BTreeMap;

/// What the declaration of a client says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Client {
    pub(crate) name: String,
    /// What environment variables begin with.
    pub(crate) variable: String,
    pub(crate) url: String,
    /// The clauses, as `api!` has them.
    pub(crate) clauses: Vec<String>,
    pub(crate) docs: String,
    pub(crate) comments: Vec<String>,
    /// Headers that all requests have, in lower case.
    pub(crate) headers: Vec<String>,
    /// The names of credentials in clauses, by those in the document. An empty name is the client's own.
    credentials: BTreeMap<String, String>,
    /// Headers and parameters that carry credentials, in lower case.
    pub(crate) carriers: Vec<String>,
    /// The ends of the variables of all credentials but the client's own.
    other_credentials: Vec<String>,
    pub(crate) guesses: Vec<String>,
}

/// Words of a title that say nothing about whose API it is.
const EMPTY: [&str; 17] = [
    "api",
    "apis",
    "rest",
    "restful",
    "the",
    "openapi",
    "swagger",
    "specification",
    "spec",
    "documentation",
    "docs",
    "reference",
    "http",
    "v1",
    "v2",
    "v3",
    "public",
];

/// Words that begin a remark about a title.
const REMARKS: [&str; 8] = ["with", "for", "from", "by", "-", "–", "—", "("];

/// The name of the client, and what its environment variables begin with.
pub(crate) fn name(title: &str) -> (String, String) {
    let tokens = title.split_whitespace().take_while(|token| {
        !REMARKS.contains(&token.to_lowercase().as_str()) && !token.starts_with('(')
    });
    let said = |token: &&str| {
        !EMPTY.contains(&token.trim_matches([':', ',', '.']).to_lowercase().as_str())
    };
    let is_version = |token: &str| token.chars().all(|char| char.is_ascii_digit() || char == '.');
    let tokens: Vec<_> = tokens.filter(said).filter(|token| !is_version(token)).take(3).collect();
    let parts: Vec<_> = tokens.iter().flat_map(|token| words(token)).collect();
    let name = if parts.is_empty() { "Api".to_owned() } else { type_name_of(&parts) };
    // A client and a verb of the language are different things, but not for readers.
    let name = match name.as_str() {
        "Client" | "Api" => "ApiClient".to_owned(),
        known if is_known_type(known) => format!("{known}Api"),
        _ => name,
    };
    let variable: Vec<_> =
        tokens.iter().map(|token| words(token).concat().to_uppercase()).collect();
    let variable: Vec<_> =
        variable.into_iter().filter(|word| !word.is_empty() && word.is_ascii()).collect();
    let variable = variable.join("_");
    let begins = variable.starts_with(|first: char| first.is_ascii_alphabetic());
    (
        name,
        if begins { variable } else { format!("API_{variable}").trim_end_matches('_').to_owned() },
    )
}

/// Reads what the declaration of a client says.
pub(crate) fn shape(
    document: &Document,
    api: &Api<'_>,
    operations: &[&Operation<'_>],
    base_url: Option<&str>,
) -> Client {
    let root = document.root();
    let (named, variable) = name(api.title);
    let name = own::client(root).map_or(named, str::to_owned);
    let mut client = Client { name, variable, ..Client::default() };
    client.docs = docs(api);
    client.server(api, operations, base_url);
    let base_url = own::base_url_variable(root);
    let base_url = base_url.map_or_else(|| format!("{}_BASE_URL", client.variable), str::to_owned);
    client.clauses.push(format!("base_url env {}", quoted(&base_url)));
    client.credentials(api, operations);
    client.common_headers(document, operations);
    client.clauses.extend(own::clauses(root));
    client
}

fn docs(api: &Api<'_>) -> String {
    let first =
        api.description.map(|text| text.split("\n\n").take(4).collect::<Vec<_>>().join("\n\n"));
    let title = if api.title.is_empty() {
        "The API.".to_owned()
    } else {
        format!("{}.", api.title.trim_end_matches('.'))
    };
    let version = api
        .version
        .as_ref()
        .map(|version| format!("Declared from version {version} of its OpenAPI document."));
    let parts = [Some(title), first, version];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

impl Client {
    fn server(&mut self, api: &Api<'_>, operations: &[&Operation<'_>], base_url: Option<&str>) {
        let everywhere = operations.iter().map(|operation| &operation.servers).collect::<Vec<_>>();
        let shared =
            everywhere.first().filter(|first| everywhere.iter().all(|other| other == *first));
        let servers = match shared {
            Some(own) if api.servers.is_empty() => own,
            _ => &api.servers,
        };
        let sound = servers.iter().find_map(|server| sound(&server.url));
        self.url = match (base_url, sound) {
            (Some(url), _) => url.trim_end_matches('/').to_owned(),
            (None, Some(url)) => url,
            (None, None) => {
                let stated = servers
                    .first()
                    .map(|server| format!(" (`{}`)", server.url))
                    .unwrap_or_default();
                self.guesses.push(format!(
                    "the base URL, which the document does not state in full{stated}"
                ));
                self.comments.push(
                    "a guess: the base URL, which the document does not state in full".to_owned(),
                );
                format!("https://api.example.com{}", relative(servers))
            }
        };
        let others = servers.iter().filter(|server| sound_matches(server, &self.url));
        for other in others {
            let about = other
                .description
                .as_ref()
                .map(|text| format!(": {}", one_line(text)))
                .unwrap_or_default();
            self.comments.push(format!("also at {}{about}", one_line(&other.url)));
        }
    }

    /// The scheme that most operations require is the client's own; the others have names.
    fn credentials(&mut self, api: &Api<'_>, operations: &[&Operation<'_>]) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut without = 0;
        for operation in operations {
            let required = operation.security.as_ref().unwrap_or(&api.security);
            without += usize::from(required.is_empty() || required.iter().any(Vec::is_empty));
            // The first that can be said.
            if let Some(name) = required.iter().find_map(|it| self.usable(api, it)) {
                *counts.entry(name).or_default() += 1;
            }
        }
        let stated = !counts.is_empty();
        let declared: Vec<_> =
            api.schemes.iter().filter(|it| !matches!(it.kind, SchemeKind::Other(_))).collect();
        if !stated {
            if let Some(first) = declared.first() {
                self.comments.push(format!(
                    "a guess: the document declares `{}`, and does not say what requires it",
                    first.name
                ));
                self.guesses.push(format!("the credential `{}`", first.name));
                counts.insert(first.name, 0);
                without = 1;
            }
        }
        let own = counts
            .iter()
            .max_by_key(|(name, count)| (**count, std::cmp::Reverse(position(api, name))));
        let own = own.map(|(name, _)| (*name).to_owned());
        let others = counts.keys().filter(|name| own.as_deref() != Some(**name));
        self.other_credentials = others.map(|name| upper(&credential_name(name))).collect();
        for scheme in &api.schemes {
            let is_own = own.as_deref() == Some(scheme.name);
            if !is_own && !counts.contains_key(scheme.name) {
                let what = match &scheme.kind {
                    SchemeKind::Other(what) => format!(": {what}"),
                    _ => String::new(),
                };
                self.comments
                    .push(format!("lost: the credential `{}`{what}", one_line(scheme.name)));
                continue;
            }
            let optional = if is_own && without > 0 { "?" } else { "" };
            self.credential(scheme, is_own, optional);
        }
    }

    fn credential(&mut self, declared: &Scheme<'_>, is_own: bool, optional: &str) {
        let (scheme, kind) = (declared.name, &declared.kind);
        let (word, end) = match kind {
            SchemeKind::Bearer => ("bearer".to_owned(), "API_KEY"),
            SchemeKind::Basic => ("basic".to_owned(), "CREDENTIALS"),
            SchemeKind::Header(name) if name.eq_ignore_ascii_case("authorization") => {
                ("bearer".to_owned(), "API_KEY")
            }
            SchemeKind::Header(name) => (format!("header {}", quoted(name)), "API_KEY"),
            SchemeKind::Query(name) => (format!("query {}", quoted(name)), "API_KEY"),
            SchemeKind::Other(_) => return,
        };
        if let SchemeKind::Header(name) | SchemeKind::Query(name) = kind {
            self.carriers.push(name.to_ascii_lowercase());
        }
        if matches!(kind, SchemeKind::Header(name) if name.eq_ignore_ascii_case("authorization")) {
            self.comments.push(
                "a guess: what stands before the key in `Authorization` is `Bearer`".to_owned(),
            );
        }
        let name = credential_name(scheme);
        let end = match self.other_credentials.iter().any(|other| other == end) {
            true if word == "bearer" => "TOKEN".to_owned(),
            true => upper(&name),
            false => end.to_owned(),
        };
        let variable = &self.variable;
        let own: Vec<_> = own::variables(declared.node)
            .into_iter()
            .map(|variable| format!("env {}", quoted(variable)))
            .collect();
        let own = Some(own.join(" or ")).filter(|own| !own.is_empty());
        if is_own {
            let variables =
                own.unwrap_or_else(|| format!("env {}", quoted(&format!("{variable}_{end}"))));
            self.credentials.insert(scheme.to_owned(), String::new());
            self.clauses.push(format!("auth {word} {variables}{optional}"));
        } else {
            let end = upper(&name);
            let variables =
                own.unwrap_or_else(|| format!("env {}", quoted(&format!("{variable}_{end}"))));
            self.credentials.insert(scheme.to_owned(), name.clone());
            self.clauses.push(format!("auth {name}: {word} {variables}"));
        }
    }

    /// The first scheme of a requirement that can be said.
    fn usable<'s>(&self, api: &'s Api<'_>, required: &Security) -> Option<&'s str> {
        let known = |name: &String| {
            let scheme = api.schemes.iter().find(|scheme| scheme.name == name)?;
            (!matches!(scheme.kind, SchemeKind::Other(_))).then_some(scheme.name)
        };
        required.iter().find_map(known)
    }

    /// The credential that a line names; `None` is the client's own.
    pub(crate) fn auth_of(&self, api: &Api<'_>, operation: &Operation<'_>) -> Option<String> {
        if self.credentials.is_empty() {
            return None;
        }
        let stated = !api.security.is_empty() || operation.security.is_some();
        let required = operation.security.as_ref().unwrap_or(&api.security);
        if !stated {
            return None;
        }
        if required.is_empty() {
            return Some("none".to_owned());
        }
        let names = required
            .iter()
            .filter_map(|it| self.usable(api, it))
            .filter_map(|it| self.credentials.get(it));
        let names: Vec<_> = names.collect();
        // With a choice, the client's own.
        match names.first() {
            Some(first) if !names.iter().any(|name| name.is_empty()) => Some((*first).clone()),
            _ => None,
        }
    }

    /// Headers that nearly all operations have are the client's.
    fn common_headers(&mut self, document: &Document, operations: &[&Operation<'_>]) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for operation in operations {
            for parameter in operation.parameters_in(Place::Header) {
                *counts.entry(parameter.name.to_ascii_lowercase()).or_default() += 1;
            }
        }
        let many = |count: usize| count >= 3 && count * 10 >= operations.len() * 8;
        for (lower, _) in counts.into_iter().filter(|(_, count)| many(*count)) {
            if SET_OTHERWISE.contains(&lower.as_str()) || self.carriers.contains(&lower) {
                continue;
            }
            self.common_header(document, &lower, operations);
        }
    }

    fn common_header(&mut self, document: &Document, lower: &str, operations: &[&Operation<'_>]) {
        let all = || operations.iter().flat_map(|operation| operation.parameters_in(Place::Header));
        let all = || all().filter(|parameter| parameter.name.to_ascii_lowercase() == lower);
        // A header with a value of its own in each line stays there, until all lines turn out to have the same.
        if all().any(|parameter| constant_header(parameter).is_some()) {
            return;
        }
        let Some(first) = all().next() else { return };
        if !first.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
            return;
        }
        let default = first.schema.about.default.as_ref().and_then(Node::as_str);
        let default = default.filter(|value| value.bytes().all(|byte| matches!(byte, b' '..=b'~')));
        let upper: String = words(&first.name).join("_").to_uppercase();
        // The name of a header often begins with that of the service.
        let short = upper.strip_prefix("X_").unwrap_or(&upper);
        let short = short.strip_prefix(&format!("{}_", self.variable)).unwrap_or(short);
        let optional = if all().all(|parameter| parameter.required) { "" } else { "?" };
        let value = match default {
            Some(value) => quoted(value),
            None => {
                let own = document.get(&first.at).map(own::variables).unwrap_or_default();
                let variable = own
                    .first()
                    .map_or_else(|| format!("{}_{short}", self.variable), |&own| own.to_owned());
                format!("env {}{optional}", quoted(&variable))
            }
        };
        self.clauses.push(format!("header {}: {value}", quoted(&first.name)));
        self.guesses.push(format!("the header `{}` is sent with every request", first.name));
        self.headers.push(lower.to_owned());
    }
}

fn position(api: &Api<'_>, name: &str) -> usize {
    api.schemes.iter().position(|scheme| scheme.name == name).unwrap_or(usize::MAX)
}

/// A URL that can be a base URL.
pub(crate) fn sound(url: &str) -> Option<String> {
    // Without a scheme, it is that of the document, which is as likely to be on the web.
    let of_document = url.starts_with("//").then(|| format!("https:{url}"));
    let url = of_document.as_deref().unwrap_or(url);
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let plain = !url.contains(['{', '}', '<', '>', '$', '?', '#', '"', '\\'])
        && !url.contains(char::is_whitespace);
    (plain && !host.is_empty() && !host.contains('@')).then(|| url.trim_end_matches('/').to_owned())
}

fn sound_matches(server: &Server, url: &str) -> bool {
    sound(&server.url).is_some_and(|other| other != url)
}

/// The path of a relative URL.
fn relative(servers: &[Server]) -> String {
    let path = servers.first().map(|server| server.url.trim_end_matches('/')).unwrap_or_default();
    let plain = path.starts_with('/')
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte));
    if plain && !path.starts_with("//") { path.to_owned() } else { String::new() }
}

/// The name of a credential in a declaration.
fn credential_name(scheme: &str) -> String {
    let name = super::names::value_name(scheme);
    let is_word = ["none", "bearer", "basic", "header", "query"].contains(&name.as_str());
    if is_word || super::names::is_keyword(&name) { format!("{name}_auth") } else { name }
}

/// The end of the name of an environment variable.
fn upper(name: &str) -> String {
    name.to_uppercase().chars().filter(char::is_ascii).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_clients() {
        let cases = [
            ("OpenAI API", "OpenAi", "OPENAI"),
            (
                "Spotify Web API with fixes and improvements from sonallux",
                "SpotifyWeb",
                "SPOTIFY_WEB",
            ),
            ("Mistral AI API", "MistralAi", "MISTRAL_AI"),
            ("API", "ApiClient", "API"),
            ("", "ApiClient", "API"),
            ("String", "StringApi", "STRING"),
            ("Swagger Petstore - OpenAPI 3.0", "Petstore", "PETSTORE"),
            ("1Password Connect", "V1PasswordConnect", "API_1PASSWORD_CONNECT"),
        ];
        for (title, name, variable) in cases {
            assert_eq!(super::name(title), (name.to_owned(), variable.to_owned()), "{title}");
        }
    }

    #[test]
    fn base_urls() {
        assert_eq!(
            sound("https://api.example.com/v1/").as_deref(),
            Some("https://api.example.com/v1")
        );
        assert_eq!(sound("//kubernetes.local").as_deref(), Some("https://kubernetes.local"));
        for url in
            ["/v1", "https://{host}/v1", "https://u@example.com", "ftp://example.com", "https://"]
        {
            assert_eq!(sound(url), None, "{url}");
        }
    }
}
