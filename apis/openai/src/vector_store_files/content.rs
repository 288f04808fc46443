//! The content of a vector store file.

use schematic_api::{Extra, Object};

use crate::{FileAttributes, FileId, FileSearchContent};

/// The text of a file as the service has read it.
///
/// The service says whether there is more, and gives a token for the next page, but its reference has no parameter that
/// takes the token.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/getContent)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "vector_store.file_content.page"), nullable, lenient)]
#[non_exhaustive]
pub struct VectorStoreFileContent {
    /// The pieces of the content; [`text`](Self::text) joins them. They are also read from `content`, as the example of
    /// the reference has it.
    #[wire(alias = "content")]
    pub data: Vec<FileSearchContent>,
    /// Whether there is more content. Some servers do not send it.
    #[wire(optional, documented = "required")]
    pub has_more: Option<bool>,
    /// The token of the next page, if there is one.
    pub next_page: Option<String>,
    /// The id of the file. Only the example of the reference has this and the two fields below.
    #[wire(optional)]
    pub file_id: Option<FileId>,
    /// The name of the file.
    #[wire(optional)]
    pub filename: Option<String>,
    /// The attributes of the file.
    #[wire(optional)]
    pub attributes: Option<FileAttributes>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl VectorStoreFileContent {
    /// Returns the text of the pieces, one after the other.
    #[must_use]
    pub fn text(&self) -> String {
        self.data.iter().filter_map(|piece| piece.text.as_deref()).collect()
    }
}

impl IntoIterator for VectorStoreFileContent {
    type Item = FileSearchContent;
    type IntoIter = std::vec::IntoIter<FileSearchContent>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}
