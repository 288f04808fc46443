//! Places in a document, as JSON pointers: <https://www.rfc-editor.org/rfc/rfc6901>.

use percent_encoding::percent_decode_str;
use std::fmt;

/// A place in a document: the keys and indices that lead there.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// A place from the part of a reference after its `#`, which is percent-encoded on top of the escapes of a pointer.
    #[must_use]
    pub fn of_fragment(fragment: &str) -> Self {
        let decode = |token: &str| unescape(&percent_decode_str(token).decode_utf8_lossy());
        Self(fragment.split('/').skip(1).map(decode).collect())
    }

    /// The place of a member or an item of what is here.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(token.to_string());
        Self(tokens)
    }

    /// The place around this one.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, outer) = self.0.split_last()?;
        Some(Self(outer.to_vec()))
    }

    /// The keys and indices, without escapes.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The last key or index.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// The name, if this is the place of `components/schemas/<name>`.
    #[must_use]
    pub fn component(&self) -> Option<&str> {
        self.of_components("schemas")
    }

    /// The name of the reply among the components that it leads to.
    #[must_use]
    pub fn reply(&self) -> Option<&str> {
        self.of_components("responses")
    }

    fn of_components(&self, of: &str) -> Option<&str> {
        match self.0.as_slice() {
            [components, kind, name] if components == "components" && kind == of => Some(name),
            _ => None,
        }
    }
}

/// A percent sign that is no escape stays, so that a pointer of a sloppy writer still leads there.
fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("#")?;
        for token in &self.0 {
            write!(formatter, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}
