//! The limits of what a client reads of a reply.

const KIB: usize = 1024;

/// The limits of what a client reads of a reply, in bytes.
///
/// # Examples
///
/// ```
/// use schematic_api::Limits;
///
/// let limits = Limits::new().max_body(1024 * 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(crate) max_body: usize,
    pub(crate) max_decoded: usize,
    pub(crate) max_error_body: usize,
    pub(crate) max_drain: usize,
    pub(crate) max_event: usize,
    pub(crate) max_line: usize,
    pub(crate) max_stream: Option<u64>,
}

impl Limits {
    /// Creates the default limits: 64 MiB for a body, 1 GiB for what JSON becomes, 64 KiB for an error body, 64 KiB for
    /// draining, 16 MiB for an event, 16 MiB for a line, and none for a stream of events or lines.
    pub const fn new() -> Self {
        Self {
            max_body: 64 * KIB * KIB,
            max_decoded: KIB * KIB * KIB,
            max_error_body: 64 * KIB,
            max_drain: 64 * KIB,
            max_event: 16 * KIB * KIB,
            max_line: 16 * KIB * KIB,
            max_stream: None,
        }
    }

    /// Sets the largest body of a reply that is received whole: JSON, text and bytes. Default: 64 MiB.
    ///
    /// A larger body is an error of the kind [`Limit`](crate::ErrorKind::Limit). Replies that stream have no such
    /// limit; events have [`max_event`](Self::max_event), lines [`max_line`](Self::max_line), and both
    /// [`max_stream`](Self::max_stream).
    pub const fn max_body(self, bytes: usize) -> Self {
        Self { max_body: bytes, ..self }
    }

    /// Sets how much memory JSON may take once it is decoded: a reply, or the data of an event. Default: 1 GiB.
    ///
    /// Small values take far more memory than their text: a list of one up to 80 times as much, an object of one up to 130
    /// times. What a body becomes is estimated before it is decoded, as if all of it were kept as a
    /// [`serde_json::Value`]; ordinary records are estimated at about 20 times their text, and prose at twice. A body
    /// that becomes larger is an error of the kind [`Limit`](crate::ErrorKind::Limit). `usize::MAX` means no limit.
    pub const fn max_decoded(self, bytes: usize) -> Self {
        Self { max_decoded: bytes, ..self }
    }

    /// Sets how much of the body of an error reply is kept. The rest is not read. Default: 64 KiB.
    pub const fn max_error_body(self, bytes: usize) -> Self {
        Self { max_error_body: bytes, ..self }
    }

    /// Sets the largest event of a stream, counted in bytes of its name and data. Default: 16 MiB.
    ///
    /// The id of an event may have as many bytes again.
    ///
    /// A larger event ends the stream with an error of the kind [`Limit`](crate::ErrorKind::Limit). `usize::MAX` means
    /// no limit.
    pub const fn max_event(self, bytes: usize) -> Self {
        Self { max_event: bytes, ..self }
    }

    /// Sets the largest line of JSON Lines, counted in bytes without its end. Default: 16 MiB.
    ///
    /// A larger line ends the stream with an error of the kind [`Limit`](crate::ErrorKind::Limit). `usize::MAX` means no
    /// limit.
    pub const fn max_line(self, bytes: usize) -> Self {
        Self { max_line: bytes, ..self }
    }

    /// Sets the largest size of a whole stream of events or lines, counted in bytes of the body, comments included.
    ///
    /// Default: no limit.
    ///
    /// A larger stream ends with an error of the kind [`Limit`](crate::ErrorKind::Limit).
    pub const fn max_stream(self, bytes: u64) -> Self {
        Self { max_stream: Some(bytes), ..self }
    }

    /// Sets how much of an unneeded body is read and discarded so that its connection can be reused. Default: 64 KiB.
    pub const fn max_drain(self, bytes: usize) -> Self {
        Self { max_drain: bytes, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
