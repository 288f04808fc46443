//! The declaration of a stream of events, as constant data.

/// The clauses of a stream of events, such as `sse RunEvent when stream until "[DONE]" error "error"`: when events are
/// sent, how they end, and how they report an error.
///
/// [`Endpoint::events`](crate::Endpoint::events) returns it for an endpoint that sends events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventsSpec {
    switch: Option<Switch>,
    end: Option<&'static str>,
    error: Option<&'static str>,
}

/// What of a request asks for events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switch {
    Field(&'static str),
    Query(&'static str),
}

impl EventsSpec {
    /// Creates a stream that always sends events, ends with the body, and has no event for errors.
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self { switch: None, end: None, error: None }
    }

    /// Sends events only if this field of the JSON body is `true`.
    #[doc(hidden)]
    pub const fn with_when(self, field: &'static str) -> Self {
        Self { switch: Some(Switch::Field(field)), ..self }
    }

    /// Sends events only if this query parameter is `true`.
    #[doc(hidden)]
    pub const fn with_when_query(self, parameter: &'static str) -> Self {
        Self { switch: Some(Switch::Query(parameter)), ..self }
    }

    /// Ends the stream with the event that has exactly this data.
    ///
    /// Data that begins with it but is longer is an error, so that an end with an extra space is not taken for an
    /// event.
    #[doc(hidden)]
    pub const fn with_until(self, data: &'static str) -> Self {
        Self { end: Some(data), ..self }
    }

    /// Treats the event of this name as an error report, whose data is an error body.
    #[doc(hidden)]
    pub const fn with_error(self, event: &'static str) -> Self {
        Self { error: Some(event), ..self }
    }

    /// Returns the field of the body that asks for events.
    pub const fn when(&self) -> Option<&'static str> {
        match self.switch {
            Some(Switch::Field(field)) => Some(field),
            _ => None,
        }
    }

    /// Returns the query parameter that asks for events.
    pub const fn when_query(&self) -> Option<&'static str> {
        match self.switch {
            Some(Switch::Query(parameter)) => Some(parameter),
            _ => None,
        }
    }

    /// Returns the data of the event that ends the stream.
    pub const fn until(&self) -> Option<&'static str> {
        self.end
    }

    /// Returns the name of the event that reports an error.
    pub const fn error(&self) -> Option<&'static str> {
        self.error
    }
}

impl Default for EventsSpec {
    fn default() -> Self {
        Self::new()
    }
}
