//! What a declaration says about a stream of events, as constant data.

/// `sse RunEvent when stream until "[DONE]" error "error"`: when events come, how they end, and how they report an error.
///
/// # Examples
///
/// ```
/// use schematic_api::sse::EventsSpec;
///
/// const EVENTS: EventsSpec = EventsSpec::new().when("stream").until("[DONE]").error("error");
/// assert_eq!(EVENTS.end(), Some("[DONE]"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventsSpec {
    switch: Option<&'static str>,
    end: Option<&'static str>,
    error: Option<&'static str>,
}

impl EventsSpec {
    /// Events always, which end with the body, and none of which reports an error.
    pub const fn new() -> Self {
        Self { switch: None, end: None, error: None }
    }

    /// Events come when this field of the JSON body is `true`.
    pub const fn when(self, field: &'static str) -> Self {
        Self { switch: Some(field), ..self }
    }

    /// The event with exactly this data ends the stream. Data that only begins like it is an error, so that an end with
    /// a space too many is not taken for an event.
    pub const fn until(self, data: &'static str) -> Self {
        Self { end: Some(data), ..self }
    }

    /// The event of this name reports an error; its data is an error body.
    pub const fn error(self, event: &'static str) -> Self {
        Self { error: Some(event), ..self }
    }

    /// The field of the body that asks for events.
    pub const fn switch(&self) -> Option<&'static str> {
        self.switch
    }

    /// The data of the event that ends the stream.
    pub const fn end(&self) -> Option<&'static str> {
        self.end
    }

    /// The name of the event that reports an error.
    pub const fn error_event(&self) -> Option<&'static str> {
        self.error
    }
}

impl Default for EventsSpec {
    fn default() -> Self {
        Self::new()
    }
}
