//! The media types of a body, a reply or an error.

use syn::LitStr;

/// `as "application/problem+json" also "application/problem+xml"`
#[derive(Clone, Default)]
pub(crate) struct MediaTypes {
    /// In place of the media type of the kind.
    pub(crate) own: Option<LitStr>,
    /// Those in which it may be as well, of which only readers are told.
    pub(crate) also: Vec<LitStr>,
}
