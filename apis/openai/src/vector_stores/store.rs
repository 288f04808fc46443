//! Vector stores in a reply.

use schematic_api::{Extra, Object, StringEnum};

use super::VectorStoreExpiration;
use crate::{ListItem, Metadata, Timestamp, VectorStoreId};

/// A collection of processed files that a search finds by their meaning.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "vector_store"), nullable, required(id), lenient)]
#[non_exhaustive]
pub struct VectorStore {
    /// The id.
    pub id: VectorStoreId,
    /// When the vector store was created.
    pub created_at: Timestamp,
    /// The name; `None` if the service does not send it.
    #[wire(optional, documented = "required")]
    pub name: Option<String>,
    /// The description; `None` if there is none or the service does not send it.
    #[wire(optional)]
    pub description: Option<String>,
    /// The bytes that the files take in the store; `None` if the service does not send it.
    #[wire(optional, documented = "required")]
    pub usage_bytes: Option<u64>,
    /// How many files are in which state; `None` if the service does not send it.
    #[wire(optional, documented = "required")]
    pub file_counts: Option<FileCounts>,
    /// The status; `None` if the service does not send it.
    #[wire(optional, documented = "required")]
    pub status: Option<VectorStoreStatus>,
    /// When the store expires after its last use; `None` if it does not expire.
    #[wire(optional)]
    pub expires_after: Option<VectorStoreExpiration>,
    /// When the store expires unless it is used before; `None` if it does not expire.
    #[wire(documented = "optional")]
    pub expires_at: Option<Timestamp>,
    /// When the store was last used.
    pub last_active_at: Option<Timestamp>,
    /// Key-value pairs that the caller attached.
    pub metadata: Option<Metadata>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl VectorStore {
    /// Returns whether no file of the store is being processed any more: the store is ready or expired.
    ///
    /// A store whose status is unknown or was not sent does not count as settled, so that polling continues until its
    /// timeout rather than stop too early.
    ///
    /// ```
    /// use schematic_openai::{VectorStore, VectorStoreStatus};
    ///
    /// assert!(VectorStore::new("vs_abc123").status(VectorStoreStatus::Completed).is_settled());
    /// assert!(!VectorStore::new("vs_abc123").status(VectorStoreStatus::InProgress).is_settled());
    /// ```
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.status.as_ref().is_some_and(VectorStoreStatus::is_terminal)
    }
}

impl ListItem for VectorStore {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// How many files of a vector store or of a batch are in which state.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/object#vector-stores/object-file_counts)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct FileCounts {
    /// The files that are being processed.
    pub in_progress: u64,
    /// The files that a search finds.
    pub completed: u64,
    /// The files that could not be processed.
    pub failed: u64,
    /// The files whose processing was cancelled.
    pub cancelled: u64,
    /// All files.
    pub total: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The status of a vector store.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/object#vector-stores/object-status)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum VectorStoreStatus {
    /// The store was not used for as long as its [`VectorStoreExpiration`] says.
    Expired,
    /// Files are being processed.
    InProgress,
    /// The store is ready for use.
    Completed,
    /// A status that this version does not know.
    Unknown(String),
}

impl VectorStoreStatus {
    /// Returns whether no file is being processed any more. New files make a `completed` store `in_progress` again.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Expired | Self::Completed)
    }
}
