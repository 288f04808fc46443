//! How the pages of a list follow one another: the clause `paged by`, as constant data.

/// How the pages of a list follow one another: what `paged by` says on a line.
///
/// # Examples
///
/// ```
/// use schematic_api::{PagedBy, api};
///
/// api! {
///     pub client Forge at "https://forge.example.com";
///
///     issues: GET /issues?<page: u32?> -> Vec<String> paged by number page from 1;
/// }
///
/// let paging = Forge::ENDPOINTS.get("issues").unwrap().paging().unwrap();
/// assert_eq!(paging.next(), PagedBy::Number { parameter: "page", first: 1 });
/// assert_eq!(paging.previous(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    next: PagedBy,
    previous: Option<PagedBy>,
}

impl Paging {
    pub(crate) const fn new(next: PagedBy) -> Self {
        Self { next, previous: None }
    }

    pub(crate) const fn back(self, previous: PagedBy) -> Self {
        Self { previous: Some(previous), ..self }
    }

    /// Returns how the next page is requested.
    pub const fn next(&self) -> PagedBy {
        self.next
    }

    /// Returns how the page before is requested, if the line says `back by`.
    pub const fn previous(&self) -> Option<PagedBy> {
        self.previous
    }

    /// Whether the next page, in one of the directions, is requested by an address that the service gives.
    pub(crate) fn has_addresses(&self) -> bool {
        [Some(self.next), self.previous].into_iter().flatten().any(PagedBy::is_address)
    }
}

/// What another page of a list is requested by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagedBy {
    /// A cursor that the service gives: `paged by after`.
    Cursor {
        /// The name of the query parameter or of the field that takes it.
        name: &'static str,
        /// Where it is sent.
        place: CursorPlace,
        /// Where it comes from.
        source: CursorSource,
    },
    /// The header `link`, with the relation `next` or `prev` (RFC 8288): `paged by link`.
    Link,
    /// A URL in the page: `paged by url`.
    Url,
    /// The number of the page: `paged by number page from 1`.
    Number {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
    },
    /// The number of items before the page: `paged by offset offset`.
    Offset {
        /// The query parameter.
        parameter: &'static str,
        /// The offset of the first page: 0, unless the line says another one.
        first: u64,
    },
}

/// Where a cursor is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CursorPlace {
    /// In a query parameter.
    Query,
    /// In a field of the JSON body: `in body`. `variables[after]` is the field `after` of the object `variables` in it.
    Body,
}

/// Where a cursor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CursorSource {
    /// From the page: [`Page::next_cursor`](crate::Page::next_cursor).
    Page,
    /// From the header of this lower-case name: `from header "X-Next"`.
    Header(&'static str),
}

/// Builds the constant; called by the generated code.
#[doc(hidden)]
impl PagedBy {
    /// A cursor of the page, sent in a query parameter.
    pub const fn cursor(name: &'static str) -> Self {
        Self::Cursor { name, place: CursorPlace::Query, source: CursorSource::Page }
    }

    /// The same in a field of the body.
    pub const fn in_body(self) -> Self {
        match self {
            Self::Cursor { name, source, .. } => {
                Self::Cursor { name, source, place: CursorPlace::Body }
            }
            other => other,
        }
    }

    /// The same from a header.
    pub const fn from_header(self, header: &'static str) -> Self {
        match self {
            Self::Cursor { name, place, .. } => {
                Self::Cursor { name, place, source: CursorSource::Header(header) }
            }
            other => other,
        }
    }

    /// The number of the page.
    pub const fn number(parameter: &'static str, first: u64) -> Self {
        Self::Number { parameter, first }
    }

    /// The number of items before the page.
    pub const fn offset(parameter: &'static str, first: u64) -> Self {
        Self::Offset { parameter, first }
    }
}

impl PagedBy {
    /// Whether the service gives the address of the page, rather than a value.
    pub(crate) const fn is_address(self) -> bool {
        matches!(self, Self::Link | Self::Url)
    }
}
