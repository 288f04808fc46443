//! The replies to deletions.

use schematic_api::{Extra, Object};

/// The reply to a deletion.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Deleted<Id> {
    /// The id of the deleted object.
    pub id: Id,
    /// What was deleted, `type` on the wire: `file_deleted`, `message_batch_deleted`, `skill_deleted` or
    /// `skill_version_deleted`.
    #[wire(rename = "type")]
    pub kind: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
