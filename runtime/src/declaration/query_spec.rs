//! The parameters of the query of every call, as constant data.

use super::value_source::ValueSource;

/// A `query` clause of a client: a query parameter that is sent with every call.
///
/// # Examples
///
/// ```
/// use schematic_api::{Api, ValueSource, api};
///
/// api! {
///     pub client Models at "https://api.example.com" { query "api-version": "2024-10-21"; }
///
///     list: GET /models -> text;
/// }
///
/// let [version] = Models::SPEC.query() else { panic!() };
/// assert_eq!((version.name(), version.source()), ("api-version", ValueSource::Static("2024-10-21")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuerySpec {
    name: &'static str,
    source: ValueSource,
}

/// Builds the constant; called by the generated code.
#[doc(hidden)]
impl QuerySpec {
    /// Creates a parameter with this value.
    pub const fn fixed(name: &'static str, value: &'static str) -> Self {
        Self { name, source: ValueSource::Static(value) }
    }

    /// Creates a parameter with the value of a variable, which must be set.
    pub const fn env(name: &'static str, variable: &'static str) -> Self {
        Self { name, source: ValueSource::Env(variable) }
    }

    /// Creates a parameter with the value of a variable. It is left out if the variable is not set.
    pub const fn optional_env(name: &'static str, variable: &'static str) -> Self {
        Self { name, source: ValueSource::OptionalEnv(variable) }
    }
}

impl QuerySpec {
    /// Returns the name of the parameter on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the source of the value.
    pub const fn source(&self) -> ValueSource {
        self.source
    }
}
