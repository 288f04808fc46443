//! The redirects that a client follows.

/// The redirects that a client follows. Default: none.
///
/// # Examples
///
/// ```
/// use schematic_api::{Api, ClientBuilder, Redirects};
///
/// fn following<A: Api>() -> ClientBuilder<A> {
///     ClientBuilder::new().redirects(Redirects::SameOrigin(3))
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redirects {
    /// Follows no redirect: the call fails with an error of the kind [`Redirect`](crate::ErrorKind::Redirect), which
    /// has the `Location` among its headers.
    #[default]
    Refuse,
    /// Follows the redirect of a `GET` or `HEAD` to the same scheme, host and port, at most this many times in one
    /// call.
    SameOrigin(u8),
}
