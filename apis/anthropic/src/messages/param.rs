//! The messages of a request.

use schematic_api::{Extra, Object, StringEnum};

use crate::{ContentBlock, OutputConfig, TextOrBlocks};

/// A message of a conversation.
///
/// The service takes neighbours of the same role for one message. A message of the role `system` gives instructions in the
/// middle of a conversation; [`CreateMessage::system`](crate::CreateMessage::system) gives those for all of it.
///
/// ```
/// use schematic_anthropic::{ContentBlock, ImageBlock, ImageSource, MessageParam, UrlImage};
///
/// let question = MessageParam::user("What is a spring tide?");
/// let image = ImageSource::Url(UrlImage::new("https://sea.example.com/tide.png"));
/// let question = MessageParam::user([ImageBlock::new(image).into(), ContentBlock::text("And this?")]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageParam {
    /// Who speaks.
    pub role: Role,
    /// What they say.
    pub content: TextOrBlocks,
    /// Until when instructions of the role `system` hold (beta).
    #[wire(accepts_null)]
    pub clear_at: Option<ClearAt>,
    /// With how much work the model answers from here on, for the role `system` (beta).
    #[wire(accepts_null)]
    pub output_config: Option<OutputConfig>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl MessageParam {
    /// Builds a message of the user.
    #[must_use]
    pub fn user(content: impl Into<TextOrBlocks>) -> Self {
        Self::new(Role::User, content)
    }

    /// Builds a message of the assistant.
    #[must_use]
    pub fn assistant(content: impl Into<TextOrBlocks>) -> Self {
        Self::new(Role::Assistant, content)
    }

    /// Builds instructions in the middle of a conversation.
    #[must_use]
    pub fn system(content: impl Into<TextOrBlocks>) -> Self {
        Self::new(Role::System, content)
    }

    /// Returns the blocks of the message; plain text is one block.
    #[must_use]
    pub fn into_blocks(self) -> Vec<ContentBlock> {
        self.content.into_blocks()
    }
}

impl From<&str> for MessageParam {
    /// A message of the user.
    fn from(text: &str) -> Self {
        Self::user(text)
    }
}

/// Who speaks in a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Role {
    /// The user.
    User,
    /// The model.
    Assistant,
    /// Whoever wrote the program.
    System,
    /// A role that this version does not know.
    Unknown(String),
}

/// Until when instructions hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ClearAt {
    /// Until the next message of the user.
    NextUserMessage,
    /// Without end.
    Never,
    /// A time that this version does not know.
    Unknown(String),
}
