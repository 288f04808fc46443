//! Lists: their pages and cursors.

use schematic_api::{Extra, Object, StringEnum};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One page of a list.
///
/// Awaiting a list call returns the first page. `items()` and `pages()` on the call go through the
/// whole list and fetch pages as they are needed; the cursor is the id of the last item.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/listAssistants)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "list"), nullable, lenient)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the requested order.
    pub data: Vec<T>,
    /// The id of the first item, to pass as `before` for the previous page. `None` on an empty
    /// page.
    #[wire(documented = "required")]
    pub first_id: Option<String>,
    /// The id of the last item, to pass as `after` for the next page. `None` on an empty page.
    #[wire(documented = "required")]
    pub last_id: Option<String>,
    /// Whether more items follow this page. Some servers do not send it.
    #[wire(optional, documented = "required")]
    pub has_more: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An item of a paged list. Its id serves as the cursor.
pub trait ListItem: Serialize + DeserializeOwned + Send + 'static {
    /// Returns the id of the item, or an empty string if the server sent none.
    fn id(&self) -> &str;
}

impl<T: ListItem> schematic_api::Page for Page<T> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    /// The id of the last item, unless the service says that nothing follows.
    ///
    /// Without `has_more`, the next page is requested until one is empty: an extra call is better
    /// than missing items.
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

/// The order of a list, by creation time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Order {
    /// Oldest first.
    Asc,
    /// Newest first; the default.
    Desc,
    /// An order that this version does not know.
    Unknown(String),
}

/// The reply to a deletion.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/deleteAssistant)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(id), lenient)]
#[non_exhaustive]
pub struct Deleted {
    /// The id of the deleted object.
    pub id: String,
    /// The kind of object.
    pub object: DeletedKind,
    /// Whether the object was deleted.
    pub deleted: bool,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What was deleted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum DeletedKind {
    /// An assistant.
    #[wire(rename = "assistant.deleted")]
    Assistant,
    /// A thread.
    #[wire(rename = "thread.deleted")]
    Thread,
    /// A message.
    #[wire(rename = "thread.message.deleted")]
    Message,
    /// A vector store.
    #[wire(rename = "vector_store.deleted")]
    VectorStore,
    /// A file of a vector store; the file itself remains.
    #[wire(rename = "vector_store.file.deleted")]
    VectorStoreFile,
    /// A file.
    File,
    /// A model.
    Model,
    /// A kind that this version does not know.
    Unknown(String),
}
