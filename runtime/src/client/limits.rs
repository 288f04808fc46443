//! How much of a reply a client takes.

const KIB: usize = 1024;

/// How much of a reply a client takes into memory.
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
    pub(crate) max_error_body: usize,
    pub(crate) max_drain: usize,
    pub(crate) max_event: usize,
    pub(crate) max_stream: Option<u64>,
}

impl Limits {
    /// The defaults: 64 MiB of a reply, 64 KiB of an error reply, 64 KiB to max_drain, 16 MiB of one max_event, no limit
    /// of a stream of events.
    pub const fn new() -> Self {
        Self {
            max_body: 64 * KIB * KIB,
            max_error_body: 64 * KIB,
            max_drain: 64 * KIB,
            max_event: 16 * KIB * KIB,
            max_stream: None,
        }
    }

    /// The largest body that is taken whole: JSON, text, bytes. A larger one is an error of the kind
    /// [`Limit`](crate::ErrorKind::Limit). It is none of replies that stream: those of events have [`max_event`](Self::max_event) and
    /// [`max_stream`](Self::max_stream). Default: 64 MiB.
    pub const fn max_body(self, bytes: usize) -> Self {
        Self { max_body: bytes, ..self }
    }

    /// As much of an error reply's body as is kept; the rest is not read. Default: 64 KiB.
    pub const fn max_error_body(self, bytes: usize) -> Self {
        Self { max_error_body: bytes, ..self }
    }

    /// The largest event of a stream, in bytes of the values of its fields. A larger one ends the stream with an error of the kind
    /// [`Limit`](crate::ErrorKind::Limit); `usize::MAX` is no limit. Default: 16 MiB.
    pub const fn max_event(self, bytes: usize) -> Self {
        Self { max_event: bytes, ..self }
    }

    /// As much of a stream of events as is read, all together: in bytes of the body, comments too. More is an error of the
    /// kind [`Limit`](crate::ErrorKind::Limit). Default: no limit.
    pub const fn max_stream(self, bytes: u64) -> Self {
        Self { max_stream: Some(bytes), ..self }
    }

    /// As much of a body that nobody wants as is read so that its connection can be used again. Default: 64 KiB.
    pub const fn max_drain(self, bytes: usize) -> Self {
        Self { max_drain: bytes, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
