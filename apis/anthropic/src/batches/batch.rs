//! Batches in a reply.

use schematic_api::{Extra, Object, StringEnum};

use crate::{MessageBatchId, Timestamp};

/// A batch: many requests for messages.
///
/// [Reference](https://platform.claude.com/docs/en/api/messages/batches/retrieve)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "message_batch"), required(id, processing_status), lenient, nullable)]
#[non_exhaustive]
pub struct MessageBatch {
    /// The id.
    pub id: MessageBatchId,
    /// How far the batch is.
    pub processing_status: ProcessingStatus,
    /// The requests, by how they ended. All are counted as being processed until the batch has ended.
    pub request_counts: RequestCounts,
    /// When the batch was created.
    pub created_at: Timestamp,
    /// When the batch expires, 24 hours after its creation.
    pub expires_at: Timestamp,
    /// When the batch ended.
    pub ended_at: Option<Timestamp>,
    /// When its cancellation was asked for.
    pub cancel_initiated_at: Option<Timestamp>,
    /// When its results were deleted.
    pub archived_at: Option<Timestamp>,
    /// Where the results are, once the batch has ended. [`Batches::results`](crate::Batches::results) does not use it.
    pub results_url: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl MessageBatch {
    /// Returns whether the batch has ended, so that its results are there.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.processing_status == ProcessingStatus::Ended
    }
}

/// How far a batch is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ProcessingStatus {
    /// Its requests are being answered.
    InProgress,
    /// It was cancelled, and what had been begun is being answered.
    Canceling,
    /// All its requests have ended.
    Ended,
    /// A status that this version does not know.
    Unknown(String),
}

/// The requests of a batch, by how they ended.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct RequestCounts {
    /// Those that have not ended.
    pub processing: u64,
    /// Those that were answered.
    pub succeeded: u64,
    /// Those that failed.
    pub errored: u64,
    /// Those that were cancelled before they began.
    pub canceled: u64,
    /// Those that had not begun when the batch expired.
    pub expired: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
