//! Messages: the contents of a thread.

mod attachment;
mod content;
mod create;
mod message;

use schematic_api::api;

pub use self::attachment::{Attachment, AttachmentSearch, AttachmentTool};
pub use self::content::{
    Annotation, CitedFile, ContentPart, FileCitation, FilePath, ImageDetail, ImageFile,
    ImageFilePart, ImageUrl, ImageUrlPart, RefusalPart, Text, TextPart,
};
pub use self::create::{CreateMessage, InputPart, InputText, MessageContent, ModifyMessage};
pub use self::message::{
    Message, MessageIncompleteDetails, MessageIncompleteReason, MessageStatus, Role,
};
use crate::{Deleted, MessageId, Order, Page, RunId, ThreadId};

api! {
    /// Messages: the contents of a thread.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/messages)
    pub group Messages {
        header "OpenAI-Beta": "assistants=v2";

        /// Adds a message to the end of a thread.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/messages/createMessage)
        create: POST /threads/<thread: ThreadId>/messages (json CreateMessage) -> Message;

        /// Retrieves a message.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/messages/getMessage)
        retrieve: GET /threads/<thread: ThreadId>/messages/<message: MessageId> -> Message;

        /// Modifies the metadata of a message.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/messages/modifyMessage)
        modify: POST /threads/<thread: ThreadId>/messages/<message: MessageId> (json ModifyMessage) -> Message;

        /// Deletes a message.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/messages/deleteMessage)
        delete: DELETE /threads/<thread: ThreadId>/messages/<message: MessageId> -> Deleted;

        /// Lists the messages of a thread, or with `run_id` those of one run, newest first. A page
        /// has 20 items unless `limit` (1 to 100) says otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/messages/listMessages)
        list: GET /threads/<thread: ThreadId>/messages
            ?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
            &<after: MessageId?>&<before: MessageId?>&<run_id: RunId?>
            -> Page<Message> paged by after;
    }
}
