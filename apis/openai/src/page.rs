//! Lists: one page of them, and how to find the next.

use schematic_api::{Extra, Object, StringEnum};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One page of a list.
///
/// Awaiting a list call gives its first page. `items()` and `pages()` on the call go through all of
/// them, fetching as they go; the cursor is the id of the last item seen.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/listAssistants)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "list"), nullable)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order that was asked for.
    pub data: Vec<T>,
    /// The id of the first item: the `before` of the page before this one. `None` on an empty page.
    pub first_id: Option<String>,
    /// The id of the last item. `None` on an empty page.
    pub last_id: Option<String>,
    /// Whether the list goes on behind this page. Some servers leave it out.
    #[wire(optional)]
    pub has_more: Option<bool>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// What stands in a paged list: something with an id, which serves as a cursor.
pub trait ListItem: Serialize + DeserializeOwned + Send + 'static {
    /// The id of the item; empty when the server sent none.
    fn id(&self) -> &str;
}

impl<T: ListItem> schematic_api::Page for Page<T> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    /// The id of the last item, unless the service says that nothing follows.
    ///
    /// A server that does not say is asked again, until it gives an empty page: one call too many
    /// rather than items lost.
    fn next_cursor(&self) -> Option<String> {
        let last = self.data.last().filter(|_| self.has_more != Some(false))?;
        Some(last.id().to_owned()).filter(|id| !id.is_empty())
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

/// The order of a list, by the time its items were made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Order {
    /// Oldest first.
    Asc,
    /// Newest first; what the service does unless told otherwise.
    Desc,
    /// An order that this version does not know.
    Unknown(String),
}

/// What the service answers to a deletion.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/deleteAssistant)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(id))]
#[non_exhaustive]
pub struct Deleted {
    /// The id of what was deleted.
    pub id: String,
    /// The kind of deletion: `assistant.deleted`, `thread.deleted`, `thread.message.deleted`, or
    /// `model`.
    pub object: String,
    /// Whether it is gone.
    pub deleted: bool,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
