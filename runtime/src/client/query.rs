//! The query of every call, apart from that of the base URL.

use crate::request::{Request, query};

/// Pairs that are sent with every call, percent-encoded.
#[derive(Clone, Default)]
pub(crate) struct ClientQuery {
    /// Those that the builder set. They take precedence over an endpoint's constants.
    configured: String,
    /// Those that the API declares.
    declared: String,
}

impl ClientQuery {
    /// Of a declared pair and one of the same name that is set otherwise, the latter is sent.
    pub(super) fn new(configured: String, declared: &str) -> Self {
        let own: Vec<&str> = query::encoded_names(&configured).collect();
        let declared = query::filtered(declared, |name| !own.contains(&name));
        Self { configured, declared }
    }

    /// Adds the pairs to a request, unless it has others of their names.
    pub(crate) fn add_to(&self, request: &mut Request) {
        if !self.configured.is_empty() || !self.declared.is_empty() {
            request.add_query_of_client(&self.configured, &self.declared);
        }
    }

    /// Returns the pairs of other names than those of `pairs`.
    pub(crate) fn without(&self, pairs: &str) -> Self {
        let taken: Vec<&str> = query::encoded_names(pairs).collect();
        let free = |pairs: &str| query::filtered(pairs, |name| !taken.contains(&name));
        Self { configured: free(&self.configured), declared: free(&self.declared) }
    }

    /// Returns all pairs.
    pub(super) fn pairs(&self) -> impl Iterator<Item = &str> {
        [&self.configured, &self.declared].into_iter().map(String::as_str)
    }
}
