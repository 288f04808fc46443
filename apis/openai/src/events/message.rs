//! What is added to a message.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{FileId, ImageDetail, MessageId, Role};

/// What was added to a message.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants-streaming/message-delta-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.message.delta"), required(id))]
#[non_exhaustive]
pub struct MessageDelta {
    /// The message.
    pub id: MessageId,
    /// What was added to it.
    pub delta: MessageDeltaBody,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl MessageDelta {
    /// The words that were added; empty when it was something else.
    ///
    /// ```
    /// use schematic_openai::{ContentDelta, MessageDelta, MessageDeltaBody};
    ///
    /// let body = MessageDeltaBody::new().content([ContentDelta::text(0, "Hel")]);
    /// assert_eq!(MessageDelta::new("msg_abc123").delta(body).text(), "Hel");
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        self.delta.content.iter().flatten().filter_map(ContentDelta::as_text).collect()
    }
}

/// The fields that were added to a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageDeltaBody {
    /// Who speaks.
    pub role: Option<Role>,
    /// Parts, or pieces of parts.
    pub content: Option<Vec<ContentDelta>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A part of a message, or a piece of one. Its `index` says which part it belongs to.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ContentDelta {
    /// Words, to be put behind those that are there.
    Text(TextPartDelta),
    /// A picture among the uploaded files, or one that the code interpreter drew.
    ImageFile(ImageFilePartDelta),
    /// A picture on the web.
    ImageUrl(ImageUrlPartDelta),
    /// Words of refusal, to be put behind those that are there.
    Refusal(RefusalPartDelta),
    /// A part that this version does not know.
    Unknown(Value),
}

impl ContentDelta {
    /// Words for the text part at this index.
    #[must_use]
    pub fn text(index: u64, value: impl Into<String>) -> Self {
        Self::Text(TextPartDelta::new(index).text(TextDelta::new().value(value)))
    }

    /// The words, if it is a piece of a text part.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(part) => part.text.as_ref()?.value.as_deref(),
            _ => None,
        }
    }
}

/// A piece of a text part.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct TextPartDelta {
    /// Which part of the message.
    pub index: u64,
    /// What was added.
    pub text: Option<TextDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// Words and references that were added.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextDelta {
    /// Words, to be put behind those that are there.
    pub value: Option<String>,
    /// References, or pieces of references.
    pub annotations: Option<Vec<AnnotationDelta>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A reference to a file, or a piece of one. Its `index` says which annotation of the text it is.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum AnnotationDelta {
    /// The file search found the statement in this file.
    FileCitation(FileCitationDelta),
    /// The code interpreter wrote this file.
    FilePath(FilePathDelta),
    /// An annotation that this version does not know.
    Unknown(Value),
}

/// The source of a statement, or a piece of it.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct FileCitationDelta {
    /// Which annotation of the text.
    pub index: u64,
    /// What stands in the text for the reference.
    pub text: Option<String>,
    /// The file.
    pub file_citation: Option<CitedFileDelta>,
    /// Where the reference begins.
    pub start_index: Option<u64>,
    /// Where it ends.
    pub end_index: Option<u64>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A file that the code interpreter wrote, or a piece of the reference to it.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct FilePathDelta {
    /// Which annotation of the text.
    pub index: u64,
    /// What stands in the text for the file.
    pub text: Option<String>,
    /// The file.
    pub file_path: Option<CitedFileDelta>,
    /// Where the reference begins.
    pub start_index: Option<u64>,
    /// Where it ends.
    pub end_index: Option<u64>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The file of an annotation.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CitedFileDelta {
    /// The file.
    pub file_id: Option<FileId>,
    /// The passage in the file; only citations have one.
    pub quote: Option<String>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture among the uploaded files.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct ImageFilePartDelta {
    /// Which part of the message.
    pub index: u64,
    /// The picture.
    pub image_file: Option<ImageFileDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture by the id of its file.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageFileDelta {
    /// The file.
    pub file_id: Option<FileId>,
    /// How closely the model looks.
    pub detail: Option<ImageDetail>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture on the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct ImageUrlPartDelta {
    /// Which part of the message.
    pub index: u64,
    /// The picture.
    pub image_url: Option<ImageUrlDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture by its address.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageUrlDelta {
    /// The address.
    pub url: Option<String>,
    /// How closely the model looks.
    pub detail: Option<ImageDetail>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// Words of refusal.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct RefusalPartDelta {
    /// Which part of the message.
    pub index: u64,
    /// Words, to be put behind those that are there.
    pub refusal: Option<String>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
