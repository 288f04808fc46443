//! An exchange in progress.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::body_tee::SharedCapture;
use super::exchange::{Exchange, Failure, Outcome};
use super::redaction::RequestHead;
use super::rules::Rules;
use super::tape::Tape;
use crate::client::Clock;
use crate::transport::{TransportError, TransportErrorKind};

/// An exchange in progress. It is recorded when it is dropped.
pub(super) struct Flight {
    means: Means,
    number: u64,
    /// When something happened last.
    last: Instant,
    head: RequestHead,
    capture: SharedCapture,
    outcome: Landing,
}

/// What exchanges of one client have in common.
pub(super) struct Means {
    pub(super) rules: Arc<Rules>,
    pub(super) tape: Arc<Tape>,
    pub(super) clock: Arc<dyn Clock>,
}

/// What has come of an exchange.
enum Landing {
    Abandoned,
    Known(Outcome),
    /// It says nothing about the service.
    Unrecorded,
}

impl Flight {
    /// Begins the exchange of this number, with a request that is about to be sent.
    pub(super) fn begin(
        means: Means,
        number: u64,
        head: RequestHead,
        capture: SharedCapture,
    ) -> Self {
        let last = means.clock.now();
        Self { means, number, last, head, capture, outcome: Landing::Abandoned }
    }

    pub(super) fn method(&self) -> &http::Method {
        &self.head.method
    }

    /// Returns the time since something happened last.
    pub(super) fn lap(&mut self) -> Duration {
        let now = self.means.clock.now();
        let lap = now.saturating_duration_since(self.last);
        self.last = now;
        // What is written has no smaller unit.
        Duration::from_millis(u64::try_from(lap.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn rules(&self) -> &Rules {
        &self.means.rules
    }

    /// Ends the exchange.
    pub(super) fn land(mut self, outcome: Outcome) {
        self.outcome = Landing::Known(outcome);
    }

    pub(super) fn failure(&mut self, error: &TransportError) -> Failure {
        let source = std::error::Error::source(error);
        let message = source.map_or_else(|| error.to_string(), |source| source.to_string());
        Failure { after: self.lap(), kind: error.kind(), message }
    }

    /// Ends the exchange without a reply.
    pub(super) fn fail(mut self, error: &TransportError) {
        self.outcome = match error.kind() {
            TransportErrorKind::RequestBody | TransportErrorKind::Unusable => Landing::Unrecorded,
            _ => Landing::Known(Outcome::Failure(self.failure(error))),
        };
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        let outcome = match std::mem::replace(&mut self.outcome, Landing::Unrecorded) {
            Landing::Abandoned => Outcome::Abandoned,
            Landing::Known(outcome) => outcome,
            Landing::Unrecorded => return,
        };
        let body = self.capture.lock().unwrap_or_else(PoisonError::into_inner).take();
        let request = self.means.rules.request(&self.head, body);
        self.means.tape.add(self.number, Exchange { request, outcome });
    }
}
