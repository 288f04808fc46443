//! Which redirects a client follows.

/// What a client does with a redirect. The default refuses all.
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
    /// A 3xx reply is an error that carries the `Location`.
    #[default]
    Refuse,
    /// A `GET` or `HEAD` follows a redirect to the same scheme, host and port, at most this many
    /// times in a row.
    SameOrigin(u8),
}
