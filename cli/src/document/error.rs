//! Why a text is no document, or a reference leads nowhere.

use super::Pointer;
use std::fmt;

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentError {
    /// The text is not in the format.
    Syntax {
        /// `JSON` or `YAML`
        format: &'static str,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// The document is one of Swagger 2.0.
    Swagger,
    /// The text is in the format, but no document of OpenAPI 3.
    NotADocument {
        /// Where that shows.
        at: Pointer,
        /// What is wrong there.
        message: String,
    },
    /// A reference leads out of the document.
    External {
        /// The object with the reference.
        at: Pointer,
        /// The reference.
        reference: String,
    },
    /// A reference leads to nothing.
    Dangling {
        /// The object with the reference.
        at: Pointer,
        /// The reference.
        reference: String,
    },
    /// References lead to each other.
    Circle {
        /// One of them.
        at: Pointer,
    },
}

impl DocumentError {
    pub(super) fn not_a_document(at: &Pointer, message: &str) -> Self {
        Self::NotADocument { at: at.clone(), message: message.to_owned() }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { format, line, column, message } => {
                write!(formatter, "line {line}, column {column}: this is no {format}: {message}")
            }
            Self::Swagger => formatter.write_str(
                "#/swagger: this is a document of Swagger 2.0; convert it to OpenAPI 3 first, as with \
                 `npx swagger2openapi --patch --outfile openapi.json swagger.json`",
            ),
            Self::NotADocument { at, message } => {
                write!(formatter, "{at}: this is no document of OpenAPI 3: {message}")
            }
            Self::External { at, reference } => write!(
                formatter,
                "{at}: `{reference}` is in another document; put both into one first, as with \
                 `npx @redocly/cli bundle openapi.yaml --output openapi.json`"
            ),
            Self::Dangling { at, reference } => {
                write!(formatter, "{at}: there is nothing at `{reference}`")
            }
            Self::Circle { at } => write!(formatter, "{at}: the reference leads back to itself"),
        }
    }
}

impl std::error::Error for DocumentError {}
