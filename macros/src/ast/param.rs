//! Parameters, the same in a path and in a query.

use super::scalar::Scalar;
use crate::wire_name::WireName;
use proc_macro2::Ident;
use syn::{LitStr, Type};

/// `<include[] as include: Vec<Include>?>`, in a path or a query.
pub(crate) struct Param {
    pub(crate) wire: WireName,
    pub(crate) alias: Option<Ident>,
    pub(crate) ty: Option<Type>,
    /// `by ","`: the list is sent as one value.
    pub(crate) separator: Option<LitStr>,
    pub(crate) need: Need,
    /// `if_absent 20`: what the service takes.
    pub(crate) if_absent: Option<Scalar>,
    pub(crate) extent: Extent,
}

/// Whether a caller must give a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    /// `?` after the type.
    Optional,
}

/// How much of the path a parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// `<name>`: within one segment.
    Segment,
    /// `<name..>`: all the segments that the rest of the path leaves, slashes included.
    Rest,
    /// `<name: Url>`, without a slash before it: a URL in place of a path.
    Url,
}
