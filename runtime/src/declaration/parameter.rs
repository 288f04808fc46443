//! The parameters of an endpoint, as constant data.

use super::error_condition::Scalar;

/// A query or header parameter of an [`Endpoint`](crate::Endpoint).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    name: &'static str,
    kind: ParameterKind,
    separator: Option<&'static str>,
    if_absent: Option<Scalar>,
}

/// Where the value of a [`Parameter`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterKind {
    /// The caller must set a value.
    Required,
    /// The caller may set a value.
    Optional,
    /// This value is sent with every call.
    Fixed(&'static str),
    /// The caller passes a struct, each field of which is a parameter. The name of the parameter is that of the type.
    Fields,
}

impl Parameter {
    /// Creates a parameter that is an argument of the method.
    #[doc(hidden)]
    pub const fn required(name: &'static str) -> Self {
        Self { name, kind: ParameterKind::Required, separator: None, if_absent: None }
    }

    /// Creates a parameter that is set with a method of the call.
    #[doc(hidden)]
    pub const fn optional(name: &'static str) -> Self {
        Self { name, kind: ParameterKind::Optional, separator: None, if_absent: None }
    }

    /// Creates a parameter with a value that is sent with every call.
    #[doc(hidden)]
    pub const fn fixed(name: &'static str, value: &'static str) -> Self {
        Self { name, kind: ParameterKind::Fixed(value), separator: None, if_absent: None }
    }

    /// Creates a parameter for the fields of a struct, by the name of its type.
    #[doc(hidden)]
    pub const fn fields(type_name: &'static str) -> Self {
        Self { name: type_name, kind: ParameterKind::Fields, separator: None, if_absent: None }
    }

    /// Sends the list as one value, its items joined by a separator.
    #[doc(hidden)]
    pub const fn joined_by(mut self, separator: &'static str) -> Self {
        self.separator = Some(separator);
        self
    }

    /// Sets what the service takes if the caller sets no value.
    #[doc(hidden)]
    pub const fn with_if_absent(mut self, value: Scalar) -> Self {
        self.if_absent = Some(value);
        self
    }

    /// Returns the name on the wire, such as `include[]`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what the items of a list are joined by, if it is sent as one value.
    pub const fn separator(&self) -> Option<&'static str> {
        self.separator
    }

    /// Returns where the value comes from.
    pub const fn kind(&self) -> ParameterKind {
        self.kind
    }

    /// Returns what the service takes if the caller sets no value, as far as the declaration says it. It is not sent.
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{Scalar, api};
    ///
    /// api! {
    ///     pub client Notes at "https://notes.example.com";
    ///
    ///     list: GET /notes?<limit: u32? if_absent 20> -> text;
    /// }
    ///
    /// let [limit] = Notes::ENDPOINTS.get("list").unwrap().query() else { panic!() };
    /// assert_eq!(limit.if_absent(), Some(Scalar::Integer(20)));
    /// ```
    pub const fn if_absent(&self) -> Option<Scalar> {
        self.if_absent
    }
}
