//! The parameters of an endpoint, as constant data.

/// A query or header parameter of an [`Endpoint`](crate::Endpoint).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    name: &'static str,
    kind: ParameterKind,
}

/// How a [`Parameter`] gets into the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterKind {
    /// The caller must give a value.
    Required,
    /// The caller may give a value.
    Optional,
    /// Every call sends this value.
    Fixed(&'static str),
    /// The caller gives a struct, each field of which is a parameter. The name is that of its type.
    Fields,
}

impl Parameter {
    /// A parameter that is an argument of the method.
    #[doc(hidden)]
    pub const fn required(name: &'static str) -> Self {
        Self { name, kind: ParameterKind::Required }
    }

    /// A parameter that is a setter on the call.
    #[doc(hidden)]
    pub const fn optional(name: &'static str) -> Self {
        Self { name, kind: ParameterKind::Optional }
    }

    /// A parameter with one value, sent with every call.
    #[doc(hidden)]
    pub const fn fixed(name: &'static str, value: &'static str) -> Self {
        Self { name, kind: ParameterKind::Fixed(value) }
    }

    /// The fields of a struct, by the name of its type.
    #[doc(hidden)]
    pub const fn fields(type_name: &'static str) -> Self {
        Self { name: type_name, kind: ParameterKind::Fields }
    }

    /// The name on the wire, such as `include[]`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How the parameter gets into the request.
    pub const fn kind(&self) -> ParameterKind {
        self.kind
    }
}
