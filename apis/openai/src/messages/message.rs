//! A message as the service gives it back.

use schematic_api::{Extra, Object, StringEnum};

use super::{Attachment, ContentPart};
use crate::{AssistantId, ListItem, MessageId, Metadata, RunId, ThreadId, Timestamp};

/// One contribution to a thread, by a person or by an assistant.
///
/// [Reference](https://platform.openai.com/docs/api-reference/messages/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.message"), nullable, required(id))]
#[non_exhaustive]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// When it was made.
    pub created_at: Timestamp,
    /// The thread that it stands in.
    pub thread_id: ThreadId,
    /// How far it is written; `None` when the server does not say.
    #[wire(optional)]
    pub status: Option<MessageStatus>,
    /// Why it breaks off, when it does.
    pub incomplete_details: Option<MessageIncompleteDetails>,
    /// When it was complete.
    pub completed_at: Option<Timestamp>,
    /// When it broke off.
    pub incomplete_at: Option<Timestamp>,
    /// Who speaks.
    pub role: Role,
    /// What is said, in parts; [`text`](Self::text) joins the words.
    pub content: Vec<ContentPart>,
    /// The assistant that wrote it, if one did.
    pub assistant_id: Option<AssistantId>,
    /// The run that it belongs to; `None` on a message that the caller created.
    pub run_id: Option<RunId>,
    /// Files that came with it, and the tools they were given to.
    pub attachments: Option<Vec<Attachment>>,
    /// The caller's notes.
    pub metadata: Option<Metadata>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl Message {
    /// The words of the message: its text parts, one after the other on lines of their own.
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

    /// What the model said in refusal, if it refused.
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

/// Who speaks in a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Role {
    /// A person, or the program that speaks for one.
    User,
    /// The assistant; the caller may create such messages too, to tell the model what it is
    /// supposed to have said.
    Assistant,
    /// A role that this version does not know.
    Unknown(String),
}

/// How far a message is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum MessageStatus {
    /// The model is still writing.
    InProgress,
    /// It breaks off; [`Message::incomplete_details`] says why.
    Incomplete,
    /// It is whole.
    Completed,
    /// A status that this version does not know.
    Unknown(String),
}

/// Why a message breaks off.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageIncompleteDetails {
    /// The reason.
    pub reason: MessageIncompleteReason,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The reason why a message breaks off.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum MessageIncompleteReason {
    /// A filter held the rest back.
    ContentFilter,
    /// The tokens of the run were used up.
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
