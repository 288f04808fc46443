//! What leaves the crate as text: traces, and errors with their sources.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::{Metadata, Subscriber, span};

const RECORDING: &str = "no panic while recording";
const WRITING: &str = "a string takes everything";

/// Records all traces, at every level.
#[derive(Clone, Debug, Default)]
pub struct Records(Arc<Mutex<String>>);

impl Records {
    fn record(&self, metadata: &Metadata<'_>, values: impl FnOnce(&mut Fields<'_>)) {
        let mut text = self.0.lock().expect(RECORDING);
        write!(text, "\n{} {}:", metadata.target(), metadata.name()).expect(WRITING);
        values(&mut Fields(&mut text));
    }

    /// Returns everything that was recorded.
    ///
    /// # Panics
    ///
    /// A recording panicked.
    pub fn text(&self) -> String {
        self.0.lock().expect(RECORDING).clone()
    }
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).expect(WRITING);
    }

    fn record_error(&mut self, field: &Field, error: &(dyn std::error::Error + 'static)) {
        write!(self.0, " {}={}", field.name(), shown(error)).expect(WRITING);
    }
}

impl Subscriber for Records {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        self.record(attributes.metadata(), |fields| attributes.record(fields));
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut text = self.0.lock().expect(RECORDING);
        values.record(&mut Fields(&mut text));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        self.record(event.metadata(), |fields| event.record(fields));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// Returns all texts of an error and its sources.
pub fn shown(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(text, " {cause} {cause:?} {cause:#?}").expect(WRITING);
        source = cause.source();
    }
    text
}
