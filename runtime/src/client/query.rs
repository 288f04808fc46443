//! The query of every call, apart from that of the base URL.

use crate::request::{Request, query};

/// Pairs that are sent with every call, percent-encoded.
#[derive(Clone, Default)]
pub(crate) struct ClientQuery {
    /// Those that the builder set. They take precedence over an endpoint's constants.
    pub(super) configured: String,
    /// Those that the API declares.
    pub(super) declared: String,
}

impl ClientQuery {
    /// Adds the pairs to a request, unless it has others of their names.
    pub(crate) fn add_to(&self, request: &mut Request) {
        if !self.configured.is_empty() || !self.declared.is_empty() {
            request.add_query_of_client(&self.configured, &self.declared);
        }
    }

    /// Returns the pairs of other names than those of `pairs`.
    pub(crate) fn without(&self, pairs: &str) -> Self {
        Self {
            configured: query::without(&self.configured, pairs),
            declared: query::without(&self.declared, pairs),
        }
    }

    /// Returns all pairs.
    pub(super) fn pairs(&self) -> impl Iterator<Item = &str> {
        [&self.configured, &self.declared].into_iter().map(String::as_str)
    }
}
