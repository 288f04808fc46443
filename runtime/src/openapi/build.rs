//! What the parts of a document are made from, and what they add to it on the way.

use serde_json::Value;

use super::omission::Omission;
use super::parameter::Parameter;
use super::schemas::Schemas;
use super::security::Security;
use super::version::Version;
use crate::declaration::{ApiSpec, Endpoint};

/// What all lines of a declaration have in common, and what is found out about them.
pub(super) struct Build {
    pub(super) version: Version,
    pub(super) spec: &'static ApiSpec,
    pub(super) schemas: Schemas,
    /// The schema of the errors for all other statuses.
    pub(super) error: Option<Value>,
    /// The schemas of the client's error conditions.
    pub(super) conditions: Vec<Value>,
    /// The parameters that the client sends with every call.
    pub(super) sent_always: Vec<Parameter>,
    pub(super) security: Security,
    pub(super) omitted: Vec<Omission>,
}

impl Build {
    pub(super) fn omit(&mut self, endpoint: &Endpoint, reason: impl Into<String>) {
        self.omitted.push(Omission::new(endpoint.id(), reason));
    }
}
