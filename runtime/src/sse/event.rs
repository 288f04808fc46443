//! Typed events.

use std::borrow::Cow;

use serde_json::Value;

/// The type of the events of a stream. Implemented by `#[derive(Event)]`.
///
/// # Examples
///
/// Implements an event type by hand, for a service that sends plain text:
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
    /// Decodes an event from its name, which is empty if it has none, and its data. An unknown event is not an error.
    ///
    /// # Errors
    ///
    /// Returns an error if the data of a known event does not match its type.
    fn decode(event: &str, data: &str) -> Result<Self, serde_json::Error>;

    /// Returns the name of the event; empty if it has none.
    fn name(&self) -> &str;

    /// Returns the data of the event as it is sent.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be encoded as JSON.
    fn data(&self) -> Result<Cow<'_, str>, serde_json::Error>;

    /// Returns whether the type knows the event, instead of only keeping its data.
    #[doc(hidden)]
    fn is_known(&self) -> bool {
        true
    }

    /// Whether the type has terminal events, so that a stream without one was cut short. Default: `false`.
    const HAS_TERMINAL: bool = false;

    /// Returns whether this event is the last one that matters. Default: `false`.
    ///
    /// A stream that ends after such an event is complete, even if the declared end is missing.
    fn is_terminal(&self) -> bool {
        false
    }
}

/// Any JSON. The name of the event is ignored.
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
