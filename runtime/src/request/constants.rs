//! The constants of an endpoint's query, and what goes before them.

use super::{Request, query};
use crate::declaration::{Parameter, ParameterKind};

impl Request {
    /// Adds pairs of an option of the call. The constants of the endpoint give way to them.
    pub(crate) fn add_query(&mut self, added: &str) {
        if added.is_empty() {
            return;
        }
        self.drop_constants(added);
        query::push_encoded(&mut self.query, added);
        query::push_encoded(&mut self.added_query, added);
    }

    /// Adds pairs of the client: `configured` goes before the constants of the endpoint, and everything else goes before
    /// `declared`.
    pub(crate) fn add_query_of_client(&mut self, configured: &str, declared: &str) {
        self.drop_constants(configured);
        let mut all = String::new();
        for pairs in [declared, configured] {
            query::push_encoded(&mut all, &query::without(pairs, &self.query));
        }
        query::push_encoded(&mut all, &self.query);
        self.query = all;
    }

    /// Leaves out the constants that these pairs have too, unless the call has set them.
    pub(crate) fn drop_constants(&mut self, pairs: &str) {
        let fixed = self.endpoint.query().iter();
        let fixed = fixed.filter(|parameter| matches!(parameter.kind(), ParameterKind::Fixed(_)));
        for name in fixed.map(Parameter::name) {
            if query::has(pairs, name) && !query::has(&self.added_query, name) {
                query::remove(&mut self.query, name);
            }
        }
    }
}
