//! What a declaration says about a stream of events, as constant data.

/// `sse RunEvent when stream until "[DONE]" error "error"`: when events come, how they end, and how they report an error.
///
/// An endpoint that sends events has one as [`Endpoint::events`](crate::Endpoint::events).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventsSpec {
    switch: Option<&'static str>,
    end: Option<&'static str>,
    error: Option<&'static str>,
}

impl EventsSpec {
    /// Events always, which end with the body, and none of which reports an error.
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self { switch: None, end: None, error: None }
    }

    /// Events come when this field of the JSON body is `true`.
    #[doc(hidden)]
    pub const fn with_when(self, field: &'static str) -> Self {
        Self { switch: Some(field), ..self }
    }

    /// The event with exactly this data ends the stream. Data that only begins like it is an error, so that an end with
    /// a space too many is not taken for an event.
    #[doc(hidden)]
    pub const fn with_until(self, data: &'static str) -> Self {
        Self { end: Some(data), ..self }
    }

    /// The event of this name reports an error; its data is an error body.
    #[doc(hidden)]
    pub const fn with_error(self, event: &'static str) -> Self {
        Self { error: Some(event), ..self }
    }

    /// The field of the body that asks for events.
    pub const fn when(&self) -> Option<&'static str> {
        self.switch
    }

    /// The data of the event that ends the stream.
    pub const fn until(&self) -> Option<&'static str> {
        self.end
    }

    /// The name of the event that reports an error.
    pub const fn error(&self) -> Option<&'static str> {
        self.error
    }
}

impl Default for EventsSpec {
    fn default() -> Self {
        Self::new()
    }
}
