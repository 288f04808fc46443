//! Messages in a reply.

use schematic_api::{Extra, Object, StringEnum};

use super::{Attachment, ContentPart};
use crate::{AssistantId, ListItem, MessageId, Metadata, RunId, ThreadId, Timestamp};

/// A message of a thread, by the user or by an assistant.
///
/// [Reference](https://platform.openai.com/docs/api-reference/messages/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.message"), nullable, required(id), lenient)]
#[non_exhaustive]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// When the message was created.
    pub created_at: Timestamp,
    /// The thread that the message belongs to.
    pub thread_id: ThreadId,
    /// Whether the message is complete; `None` if the server does not send it.
    #[wire(optional, documented = "required")]
    pub status: Option<MessageStatus>,
    /// Why the message is incomplete, if it is.
    pub incomplete_details: Option<MessageIncompleteDetails>,
    /// When it completed.
    pub completed_at: Option<Timestamp>,
    /// When it ended incomplete.
    pub incomplete_at: Option<Timestamp>,
    /// The author of the message.
    pub role: Role,
    /// The content, in parts; [`text`](Self::text) joins the text parts.
    pub content: Vec<ContentPart>,
    /// The assistant that wrote the message, if one did.
    pub assistant_id: Option<AssistantId>,
    /// The run that wrote the message; `None` for a message that the caller created.
    pub run_id: Option<RunId>,
    /// The attached files, and the tools that may use them.
    pub attachments: Option<Vec<Attachment>>,
    /// Key-value pairs that the caller attached.
    pub metadata: Option<Metadata>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl Message {
    /// Returns the text of the message: its text parts, joined with line breaks.
    ///
    /// ```
    /// use schematic_openai::{ContentPart, Message};
    ///
    /// let parts = [ContentPart::text("One."), ContentPart::text("Two.")];
    /// let message = Message::new("msg_abc123").content(parts);
    /// assert_eq!(message.text(), "One.\nTwo.");
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        let parts: Vec<&str> = self.content.iter().filter_map(ContentPart::as_text).collect();
        parts.join("\n")
    }

    /// Returns the refusal, if the model refused to answer.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        self.content.iter().find_map(|part| match part {
            ContentPart::Refusal(part) => Some(part.refusal.as_str()),
            _ => None,
        })
    }
}

impl ListItem for Message {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// The author of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Role {
    /// The user.
    User,
    /// The assistant. A caller may also create such messages, to give the model earlier answers.
    Assistant,
    /// A role that this version does not know.
    Unknown(String),
}

/// Whether a message is complete.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum MessageStatus {
    /// The model is still writing.
    InProgress,
    /// The message ended before it was complete; [`Message::incomplete_details`] tells why.
    Incomplete,
    /// The message is complete.
    Completed,
    /// A status that this version does not know.
    Unknown(String),
}

/// Why a message is incomplete.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct MessageIncompleteDetails {
    /// The reason.
    pub reason: MessageIncompleteReason,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The reason a message is incomplete.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum MessageIncompleteReason {
    /// A content filter held back the rest.
    ContentFilter,
    /// The token limit of the run was reached.
    MaxTokens,
    /// The run was cancelled.
    RunCancelled,
    /// The run expired.
    RunExpired,
    /// The run failed.
    RunFailed,
    /// A reason that this version does not know.
    Unknown(String),
}
