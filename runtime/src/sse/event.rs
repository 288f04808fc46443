//! Typed events.

use std::borrow::Cow;

use serde_json::Value;

/// The type of a stream's events; implemented by `#[derive(Event)]`.
///
/// # Examples
///
/// An event type by hand, for a service that sends plain text:
///
/// ```
/// use std::borrow::Cow;
/// use schematic_api::sse::Event;
///
/// struct Line(String);
///
/// impl Event for Line {
///     fn decode(_: &str, data: &str) -> Result<Self, serde_json::Error> {
///         Ok(Self(data.to_owned()))
///     }
///
///     fn name(&self) -> &str {
///         ""
///     }
///
///     fn data(&self) -> Result<Cow<'_, str>, serde_json::Error> {
///         Ok(Cow::Borrowed(&self.0))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a server-sent event",
    label = "named after `sse`, but does not implement `Event`",
    note = "write `#[derive(schematic_api::Event)]` on the enum of the events"
)]
pub trait Event: Sized + Send + 'static {
    /// Decodes an event from its name, empty when it has none, and its data. An unknown event is no error.
    ///
    /// # Errors
    ///
    /// When the data of a known event is not what its type says.
    fn decode(event: &str, data: &str) -> Result<Self, serde_json::Error>;

    /// The name of the event; empty for one without.
    fn name(&self) -> &str;

    /// The data of the event, as it is sent.
    ///
    /// # Errors
    ///
    /// When the value cannot be written as JSON.
    fn data(&self) -> Result<Cow<'_, str>, serde_json::Error>;

    /// Whether some events are terminal, so that a stream without one is cut short.
    const HAS_TERMINAL: bool = false;

    /// Whether this event is the last that matters. A stream that ends after one is complete, even when the declared end
    /// did not come.
    fn is_terminal(&self) -> bool {
        false
    }
}

/// Any JSON, whatever the event's name.
impl Event for Value {
    fn decode(_: &str, data: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(data)
    }

    fn name(&self) -> &str {
        ""
    }

    fn data(&self) -> Result<Cow<'_, str>, serde_json::Error> {
        serde_json::to_string(self).map(Cow::Owned)
    }
}
