//! The version of OpenAPI, and what it can say.

/// The version of OpenAPI in which a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V3_1,
    V3_2,
}

impl Version {
    pub(super) const fn number(self) -> &'static str {
        match self {
            Self::V3_1 => "3.1.1",
            Self::V3_2 => "3.2.0",
        }
    }

    /// The keyword for the schema of the items of a stream. Version 3.1 has none for the items alone.
    pub(super) const fn item_schema(self) -> &'static str {
        match self {
            Self::V3_1 => "schema",
            Self::V3_2 => "itemSchema",
        }
    }

    /// The field of a path for a method. `None` if there is none.
    pub(super) fn field_of(self, method: &str) -> Option<&'static str> {
        match method {
            "GET" => Some("get"),
            "PUT" => Some("put"),
            "POST" => Some("post"),
            "DELETE" => Some("delete"),
            "OPTIONS" => Some("options"),
            "HEAD" => Some("head"),
            "PATCH" => Some("patch"),
            "TRACE" => Some("trace"),
            "QUERY" if self == Self::V3_2 => Some("query"),
            _ => None,
        }
    }
}
