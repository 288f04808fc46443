//! Messages in a request: new ones with their parts, and changes.

use schematic_api::{Extra, Object, Patch, Union};
use serde_json::Value;

use super::{Attachment, ImageFile, ImageFilePart, ImageUrl, ImageUrlPart, Role};
use crate::{FileId, Metadata};

/// The body of [`Messages::create`](crate::Messages::create), and a message that a thread or a run
/// starts with.
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
#[non_exhaustive]
pub struct CreateMessage {
    /// The author of the message.
    pub role: Role,
    /// The content: text, or a list of parts.
    pub content: MessageContent,
    /// Files for the tools to use.
    #[wire(accepts_null)]
    pub attachments: Option<Vec<Attachment>>,
    /// Key-value pairs to attach to the message.
    #[wire(accepts_null)]
    pub metadata: Option<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}

impl CreateMessage {
    /// Builds a message of the user.
    #[must_use]
    pub fn user(content: impl Into<MessageContent>) -> Self {
        Self::new(Role::User, content)
    }

    /// Builds a message in the name of the assistant.
    #[must_use]
    pub fn assistant(content: impl Into<MessageContent>) -> Self {
        Self::new(Role::Assistant, content)
    }
}

/// The content of a message in a request: text, or a list of parts.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum MessageContent {
    /// Text.
    #[wire(string)]
    Text(String),
    /// Text and images; at least one part.
    #[wire(array)]
    Parts(Vec<InputPart>),
    /// Content of a type that this version does not know.
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

/// A part of a message in a request.
///
/// Its text is a plain string, unlike the text of a [`ContentPart`](crate::ContentPart) in a reply.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum InputPart {
    /// Text.
    Text(InputText),
    /// An uploaded image.
    ImageFile(ImageFilePart),
    /// An image on the web.
    ImageUrl(ImageUrlPart),
    /// A part of a type that this version does not know.
    Unknown(Value),
}

impl InputPart {
    /// Text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(InputText::new(text))
    }

    /// An uploaded image.
    #[must_use]
    pub fn image_file(id: impl Into<FileId>) -> Self {
        Self::ImageFile(ImageFilePart::new(ImageFile::new(id)))
    }

    /// An image on the web.
    #[must_use]
    pub fn image_url(url: impl Into<String>) -> Self {
        Self::ImageUrl(ImageUrlPart::new(ImageUrl::new(url)))
    }
}

/// A text part of a message in a request.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct InputText {
    /// The text.
    pub text: String,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`Messages::modify`](crate::Messages::modify). Only the metadata of a message can
/// change.
///
/// [Reference](https://platform.openai.com/docs/api-reference/messages/modifyMessage)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyMessage {
    /// The new metadata, which replaces all of the old.
    pub metadata: Patch<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}
