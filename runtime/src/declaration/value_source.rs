//! Where the values come from that a client sends with every call.

/// The source of the value of a client's header or query parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueSource {
    /// The declaration has this value.
    Static(&'static str),
    /// The environment variable of this name. A client is not built if it is not set and the builder sets no value.
    Env(&'static str),
    /// The environment variable of this name. If it is not set, the header or parameter is left out.
    OptionalEnv(&'static str),
}

impl ValueSource {
    /// Returns the environment variable that has the value.
    pub(crate) const fn variable(self) -> Option<&'static str> {
        match self {
            Self::Static(_) => None,
            Self::Env(variable) | Self::OptionalEnv(variable) => Some(variable),
        }
    }
}
