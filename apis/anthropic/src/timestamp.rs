//! Moments, as the service writes them.

schematic_api::id! {
    /// A moment in the form of RFC 3339, for example `2026-11-25T10:00:00Z`.
    ///
    /// It is kept as the service wrote it, so that it is the same when it is written again. A crate such as `jiff` or `chrono`
    /// parses it.
    pub struct Timestamp;
}
