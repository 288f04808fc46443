//! The pages of lists.

use schematic_api::{Extra, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A page of a list whose cursors are the ids of its items.
///
/// [Reference](https://platform.claude.com/docs/en/api/overview)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(data), lenient, nullable)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the service.
    pub data: Vec<T>,
    /// Whether more items follow, in the direction of the list.
    pub has_more: bool,
    /// The id of the first item, to pass as `before_id` for the page before. `None` on an empty page.
    pub first_id: Option<String>,
    /// The id of the last item, to pass as `after_id` for the next page. `None` on an empty page.
    pub last_id: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl<T: Serialize + DeserializeOwned + Send + 'static> schematic_api::Page for Page<T> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.last_id.clone().filter(|_| self.has_more)
    }

    /// The id of the first item. `has_more` is of the direction in which this page was requested, which is not known here, so
    /// that the end is an empty page.
    fn previous_cursor(&self) -> Option<String> {
        self.first_id.clone()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

/// A page of a list with cursors of the service.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(data), lenient, nullable)]
#[non_exhaustive]
pub struct CursorPage<T> {
    /// The items, in the order of the service.
    pub data: Vec<T>,
    /// The cursor of the next page, to pass as `page`. `None` on the last one.
    pub next_page: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl<T: Serialize + DeserializeOwned + Send + 'static> schematic_api::Page for CursorPage<T> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.next_page.clone()
    }
}

impl<T> IntoIterator for CursorPage<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}
