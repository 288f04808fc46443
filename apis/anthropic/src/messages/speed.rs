//! How fast the model runs.

use schematic_api::StringEnum;

/// How fast the model runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Speed {
    /// As usual.
    Standard,
    /// Faster, at a higher price.
    Fast,
    /// A speed that this version does not know.
    Unknown(String),
}
