//! Where a request goes.

use url::Url;

/// Where a request goes.
#[derive(Clone)]
pub(crate) enum Target {
    /// To its path, with its query.
    Path,
    /// To the URL that the caller gives in place of a path, to which the query is added.
    Given(String),
    /// To the address of a page, which the service gave, in place of the path and the query.
    Page(Box<Url>),
}
