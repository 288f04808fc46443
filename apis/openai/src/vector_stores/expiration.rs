//! When a vector store expires.

use schematic_api::{Extra, Object, StringEnum};

/// When a vector store expires.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/create#vector-stores-create-expires_after)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct VectorStoreExpiration {
    /// The moment that the time counts from.
    pub anchor: VectorStoreExpirationAnchor,
    /// The time in days, 1 to 365.
    #[wire(min = 1, max = 365)]
    pub days: u32,
    /// Additional fields.
    pub extra: Extra,
}

impl VectorStoreExpiration {
    /// Lets the store expire this many days, 1 to 365, after it was last used.
    #[must_use]
    pub fn after_last_use(days: u32) -> Self {
        Self::new(VectorStoreExpirationAnchor::LastActiveAt, days)
    }
}

/// The moment that the time of a [`VectorStoreExpiration`] counts from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum VectorStoreExpirationAnchor {
    /// The last use of the store.
    LastActiveAt,
    /// A moment that this version does not know.
    Unknown(String),
}
