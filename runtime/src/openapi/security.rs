//! How requests are authorized.

use serde_json::{Map, Value, json};

use super::field::set;
use crate::declaration::{ApiSpec, AuthScheme, AuthSpec, Endpoint};

/// The security schemes of a client.
pub(super) struct Security {
    pub(super) schemes: Map<String, Value>,
    /// What a request has whose line does not say otherwise.
    pub(super) default: Vec<Value>,
    spec: &'static ApiSpec,
}

impl Security {
    pub(super) fn of(spec: &'static ApiSpec) -> Self {
        let named = spec.credentials().iter();
        let named = named.filter_map(|it| Some((it.name().to_owned(), scheme(it.auth())?)));
        let own = scheme(spec.auth()).map(|scheme| (own_name(spec), scheme));
        let schemes = own.into_iter().chain(named).collect();
        let default = match spec.auth().scheme() {
            AuthScheme::None => Vec::new(),
            _ => requirement(&own_name(spec), spec.auth()),
        };
        Self { schemes, default, spec }
    }

    /// What the requests of a line have.
    pub(super) fn of_line(&self, endpoint: &Endpoint) -> Vec<Value> {
        match endpoint.credential() {
            _ if !endpoint.sends_credential() => Vec::new(),
            None => self.default.clone(),
            Some(name) => {
                let named = self.spec.credentials().iter().find(|it| it.name() == name);
                named.map(|named| requirement(name, named.auth())).unwrap_or_default()
            }
        }
    }
}

/// The name of the credential that has none in the declaration.
fn own_name(spec: &ApiSpec) -> String {
    let name = match spec.auth().scheme() {
        AuthScheme::Bearer => "bearer",
        AuthScheme::Basic => "basic",
        AuthScheme::None | AuthScheme::Header(_) | AuthScheme::Query(_) => "key",
    };
    let is_taken = |name: &str| spec.credentials().iter().any(|named| named.name() == name);
    let mut name = name.to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

fn scheme(auth: &AuthSpec) -> Option<Value> {
    let mut scheme = match auth.scheme() {
        AuthScheme::None => return None,
        AuthScheme::Bearer => json!({ "type": "http", "scheme": "bearer" }),
        AuthScheme::Basic => json!({ "type": "http", "scheme": "basic" }),
        AuthScheme::Header(name) => json!({ "type": "apiKey", "in": "header", "name": name }),
        AuthScheme::Query(name) => json!({ "type": "apiKey", "in": "query", "name": name }),
    };
    let variables: Vec<_> = auth.variables().collect();
    if !variables.is_empty() {
        set(&mut scheme, "x-schematic", json!({ "env": variables }));
    }
    Some(scheme)
}

/// The alternatives: with the credential, and without one if it may be missing.
fn requirement(name: &str, auth: &AuthSpec) -> Vec<Value> {
    let with = json!({ name: [] });
    if auth.is_optional() { vec![with, json!({})] } else { vec![with] }
}

/// The requirements of either of two lines. None at all is one, too.
pub(super) fn merge(known: &mut Vec<Value>, other: Vec<Value>) {
    if known.is_empty() != other.is_empty() {
        known.push(json!({}));
    }
    for requirement in other {
        if !known.contains(&requirement) {
            known.push(requirement);
        }
    }
    // That nothing is needed comes last.
    known.sort_by_key(|requirement| *requirement == json!({}));
}
