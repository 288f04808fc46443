//! What can stand between a client and its transport, and has to know both.

use std::sync::Arc;

use http::HeaderName;

use super::clock::Clock;
use crate::declaration::{ApiSpec, Endpoints};
use crate::error::Error;
use crate::transport::Transport;

/// Stands between a client and its transport.
pub(crate) trait Interposer: Send + Sync + 'static {
    /// Returns what is known if nothing is sent, so that neither a transport nor a credential is needed.
    fn offline(&self) -> Result<Option<Offline>, Error>;

    /// Returns the transport that the client uses.
    fn interpose(&self, client: Surroundings<'_>) -> Result<Arc<dyn Transport>, Error>;
}

/// What a client that sends nothing need not be given.
#[derive(Debug)]
pub(crate) struct Offline {
    pub(crate) base_url: Option<String>,
}

/// What an interposer knows of its client.
pub(crate) struct Surroundings<'a> {
    /// The origin and the path of the base URL.
    pub(crate) base_url: String,
    pub(crate) spec: &'static ApiSpec,
    pub(crate) endpoints: Endpoints,
    pub(crate) idempotency_header: &'a HeaderName,
    pub(crate) clock: Arc<dyn Clock>,
    /// Makes the transport that the client would use otherwise.
    pub(crate) transport: &'a dyn Fn() -> Result<Arc<dyn Transport>, Error>,
}
