//! What the pages of a list have to say: where the next one is, or only what their items are.

use std::collections::{BTreeSet, LinkedList, VecDeque};

use crate::codec::Decode;

/// One page of a list that says where the next page is.
///
/// Implement it for the reply type of an endpoint that is declared with `paged by after`, `paged by url` or another
/// clause that takes something from the page. For the other clauses, a [`List`] is enough.
///
/// # Examples
///
/// ```
/// use schematic_api::Page;
/// # #[derive(Debug)] struct Things { data: Vec<String>, next: Option<String> }
/// # impl<'de> serde::Deserialize<'de> for Things {
/// #     fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
/// #         Ok(Self { data: serde::Deserialize::deserialize(d)?, next: None })
/// #     }
/// # }
///
/// impl Page for Things {
///     type Item = String;
///
///     fn into_items(self) -> Vec<String> {
///         self.data
///     }
///
///     fn next_cursor(&self) -> Option<String> {
///         self.next.clone()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a page",
    label = "this type does not implement `schematic_api::Page`",
    note = "`paged by after` and `paged by url` need a reply type that implements `schematic_api::Page`: its items, and the cursor of \
            the next page; with `link`, `number`, `offset` or a cursor `from header` it only has to implement `schematic_api::List`, as \
            a `Vec` does"
)]
pub trait Page: Decode {
    /// The type of the items of the list.
    type Item: Send + 'static;

    /// Returns the items of this page.
    fn into_items(self) -> Vec<Self::Item>;

    /// Returns the cursor of the next page, or `None` if this page is the last.
    ///
    /// For `paged by url` it is the URL of the next page, absolute or relative to that of this one.
    ///
    /// A page without items that returns a new cursor is not the last one. [`items`](crate::Call::items) ends where such a page
    /// repeats a cursor, as feeds do; for [`pages`](crate::Call::pages) a repeated cursor is always an error.
    fn next_cursor(&self) -> Option<String>;

    /// Returns the cursor of the page before this one, or `None` if this page is the first.
    ///
    /// It is needed only for endpoints that are declared with `back by`. Default: `None`.
    fn previous_cursor(&self) -> Option<String> {
        None
    }
}

/// One page of a list, of which something else than the page says where the next one is: a header, or the number of pages or
/// items so far.
///
/// `Vec` and the other lists of the standard library implement it, and so does every [`Page`]. Implement it for a type
/// that has more than the items, and declare the endpoint with `paged by link`, `paged by after from header "X-Next"`,
/// `paged by number page from 1` or `paged by offset offset`.
///
/// # Examples
///
/// ```
/// use schematic_api::{List, Object, api};
///
/// /// A page of search results.
/// #[derive(Debug, Object)]
/// pub struct Results {
///     pub total: u64,
///     pub items: Vec<String>,
/// }
///
/// impl List for Results {
///     type Item = String;
///
///     fn into_vec(self) -> Vec<String> {
///         self.items
///     }
/// }
///
/// api! {
///     pub client Forge at "https://forge.example.com";
///
///     search: GET /search?<q>&<page: u32?> -> Results paged by number page from 1;
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list",
    label = "this type does not implement `schematic_api::List`",
    note = "`Vec` and the like are lists; for a type with a list in it, implement `schematic_api::List`, which says what its items are"
)]
pub trait List: Decode {
    /// The type of the items of the list.
    type Item: Send + 'static;

    /// Returns the items of this page.
    fn into_vec(self) -> Vec<Self::Item>;

    /// Returns whether the page says that no page follows. Default: `false`.
    ///
    /// It matters to `paged by number` and `paged by offset`. They also stop at a page without items, so this only saves
    /// the request for that page.
    fn is_last(&self) -> bool {
        false
    }
}

/// A page is the last if it has no cursor of a next one.
impl<P: Page> List for P {
    type Item = P::Item;

    fn into_vec(self) -> Vec<P::Item> {
        self.into_items()
    }

    fn is_last(&self) -> bool {
        self.next_cursor().is_none()
    }
}

macro_rules! lists {
    ($($List:ty where $T:ident $(: $Bound:ident)?;)*) => {$(
        impl<$T: Send + 'static $(+ $Bound)?> List for $List
        where
            Self: Decode,
        {
            type Item = $T;

            fn into_vec(self) -> Vec<$T> {
                self.into_iter().collect()
            }
        }
    )*};
}

lists! {
    Vec<T> where T;
    VecDeque<T> where T;
    LinkedList<T> where T;
    BTreeSet<T> where T: Ord;
    Box<[T]> where T;
}
