//! The inputs of a request whose types may have limits.

use crate::openapi::Describe;

/// An input whose type may have limits, with the function that describes the type.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Limited {
    /// The body, which is JSON.
    Json(Describe),
    /// The body, which is lines of JSON.
    Lines(Describe),
    /// The body, which is a form.
    Form(Describe),
    /// The whole query.
    QueryAll(Describe),
    /// The parameter of the query with this name.
    Query(&'static str, Describe),
    /// The same, whose items are joined by this separator.
    JoinedQuery(&'static str, &'static str, Describe),
}
