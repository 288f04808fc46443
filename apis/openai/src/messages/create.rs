//! A message as a caller sends it: a new one, in its parts, and changes.

use schematic_api::{Extra, Object, Patch, Union};
use serde_json::Value;

use super::{Attachment, ImageFile, ImageFilePart, ImageUrl, ImageUrlPart, Role};
use crate::{FileId, Metadata};

/// A message to add to a thread.
///
/// [Reference](https://platform.openai.com/docs/api-reference/messages/createMessage)
///
/// ```
/// use schematic_openai::{CreateMessage, InputPart};
///
/// let question = CreateMessage::user("What is 2 + 2?");
/// let picture = InputPart::image_url("https://example.com/cat.png");
/// let about_a_picture = CreateMessage::user([InputPart::text("What is this?"), picture]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(role, content))]
#[non_exhaustive]
pub struct CreateMessage {
    /// Who speaks.
    pub role: Role,
    /// What is said: words, or a list of parts.
    pub content: MessageContent,
    /// Files for the tools to work on.
    pub attachments: Option<Vec<Attachment>>,
    /// Notes on the message.
    pub metadata: Option<Metadata>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

impl CreateMessage {
    /// A message of the user.
    #[must_use]
    pub fn user(content: impl Into<MessageContent>) -> Self {
        Self::new(Role::User, content)
    }

    /// A message that the assistant is supposed to have written.
    #[must_use]
    pub fn assistant(content: impl Into<MessageContent>) -> Self {
        Self::new(Role::Assistant, content)
    }
}

/// What a caller says in a message: words, or a list of parts.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum MessageContent {
    /// Words.
    #[wire(string)]
    Text(String),
    /// Words and pictures; at least one part.
    #[wire(array)]
    Parts(Vec<InputPart>),
    /// Content that this version does not know.
    Unknown(Value),
}

impl<const LEN: usize> From<[InputPart; LEN]> for MessageContent {
    fn from(parts: [InputPart; LEN]) -> Self {
        Self::Parts(parts.into())
    }
}

impl From<InputPart> for MessageContent {
    fn from(part: InputPart) -> Self {
        Self::Parts(vec![part])
    }
}

/// One part of a message that is to be created.
///
/// Unlike the text of a [`ContentPart`](crate::ContentPart), that of an input part is a plain
/// string.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum InputPart {
    /// Words.
    Text(InputText),
    /// A picture among the uploaded files.
    ImageFile(ImageFilePart),
    /// A picture on the web.
    ImageUrl(ImageUrlPart),
    /// A part that this version does not know.
    Unknown(Value),
}

impl InputPart {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(InputText::new(text))
    }

    /// A picture among the uploaded files.
    #[must_use]
    pub fn image_file(id: impl Into<FileId>) -> Self {
        Self::ImageFile(ImageFilePart::new(ImageFile::new(id)))
    }

    /// A picture on the web.
    #[must_use]
    pub fn image_url(url: impl Into<String>) -> Self {
        Self::ImageUrl(ImageUrlPart::new(ImageUrl::new(url)))
    }
}

/// Words in a message that is to be created.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(text))]
#[non_exhaustive]
pub struct InputText {
    /// The words.
    pub text: String,
    /// Fields to send beyond these.
    pub extra: Extra,
}

/// Changes to a message: only its notes can change.
///
/// [Reference](https://platform.openai.com/docs/api-reference/messages/modifyMessage)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyMessage {
    /// All notes from now on.
    pub metadata: Patch<Metadata>,
    /// Fields to send beyond these.
    pub extra: Extra,
}
