//! Message batches: many requests at once, answered within a day.

mod batch;
mod create;
mod deleted;
mod result;

use schematic_api::api;

pub use self::batch::{MessageBatch, ProcessingStatus, RequestCounts};
pub use self::create::{BatchRequest, CreateMessageBatch};
pub use self::deleted::DeletedMessageBatch;
pub use self::result::{BatchResult, ErroredResult, MessageBatchResult, SucceededResult};
use crate::{MessageBatchId, Page, UserProfileId, WorkspaceId};

api! {
    /// Message batches: many requests for messages at once, answered within a day.
    ///
    /// [Reference](https://platform.claude.com/docs/en/api/creating-message-batches)
    pub group Batches at /v1/messages/batches {
        /// Creates a batch of up to 100 000 requests and 256 MB.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/batches/create)
        create: POST / (
            json CreateMessageBatch,
            header "anthropic-workspace-id" as workspace_id: WorkspaceId?,
            header "anthropic-user-profile-id" as user_profile_id: UserProfileId?,
        ) -> MessageBatch;

        /// Lists the batches, newest first. A page has 20 items unless `limit` (1 to 1000) says otherwise.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/batches/list)
        list: GET /?<after_id: MessageBatchId?>&<before_id: MessageBatchId?>&<limit: u32?>
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> Page<MessageBatch> paged by after_id back by before_id;

        /// Retrieves a batch. `poll()` repeats the call until the batch [has ended](MessageBatch::has_ended).
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/batches/retrieve)
        retrieve: GET /<batch: MessageBatchId> (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> MessageBatch polled until MessageBatch::has_ended;

        /// Retrieves the results of a batch that has ended, in any order. A result that cannot be read is an error of its own;
        /// the next one follows.
        ///
        /// The results are fetched from this path, not from the address in [`MessageBatch::results_url`], so that the credential
        /// goes nowhere else.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/batches/results)
        results: GET /<batch: MessageBatchId>/results (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> lines MessageBatchResult;

        /// Cancels a batch. What is being answered is still answered; then the batch ends.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/batches/cancel)
        cancel: POST /<batch: MessageBatchId>/cancel (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> MessageBatch;

        /// Deletes a batch that has ended.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/batches/delete)
        delete: DELETE /<batch: MessageBatchId> (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> DeletedMessageBatch;
    }
}
