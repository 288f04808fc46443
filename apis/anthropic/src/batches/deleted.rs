//! The reply to the deletion of a batch.

use schematic_api::{Extra, Object};

use crate::MessageBatchId;

/// The reply to the deletion of a batch.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "message_batch_deleted"))]
#[non_exhaustive]
pub struct DeletedMessageBatch {
    /// The id of what was deleted.
    pub id: MessageBatchId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
