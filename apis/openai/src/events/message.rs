//! The deltas of messages.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{FileId, ImageDetail, MessageId, Role};

/// What was added to a message, `thread.message.delta`.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants-streaming/message-delta-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.message.delta"), required(id), lenient)]
#[non_exhaustive]
pub struct MessageDelta {
    /// The id of the message.
    pub id: MessageId,
    /// The addition.
    pub delta: MessageDeltaBody,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl MessageDelta {
    /// Returns the text that was added, or an empty string if the delta adds something else.
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
    /// The author of the message.
    pub role: Option<Role>,
    /// New parts, or additions to existing ones.
    pub content: Option<Vec<ContentDelta>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A new part of a message, or an addition to one. Its `index` tells which part it belongs to.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ContentDelta {
    /// Text to append.
    Text(TextPartDelta),
    /// An uploaded image, or one that the code interpreter generated.
    ImageFile(ImageFilePartDelta),
    /// An image on the web.
    ImageUrl(ImageUrlPartDelta),
    /// Refusal text to append.
    Refusal(RefusalPartDelta),
    /// A part of a type that this version does not know.
    Unknown(Value),
}

impl ContentDelta {
    /// Builds a piece of text for the text part at `index`.
    #[must_use]
    pub fn text(index: u64, value: impl Into<String>) -> Self {
        Self::Text(TextPartDelta::new(index).text(TextDelta::new().value(value)))
    }

    /// Returns the text, if the delta belongs to a text part.
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
#[non_exhaustive]
pub struct TextPartDelta {
    /// The index of the part within the message.
    pub index: u64,
    /// The text and annotations to add.
    pub text: Option<TextDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Text and annotations to add to a part.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextDelta {
    /// Text to append.
    pub value: Option<String>,
    /// New annotations, or additions to existing ones.
    pub annotations: Option<Vec<AnnotationDelta>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A new annotation, or an addition to one. Its `index` tells which annotation of the text it
/// belongs to.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum AnnotationDelta {
    /// A citation of a file that the file search found.
    FileCitation(FileCitationDelta),
    /// A link to a file that the code interpreter generated.
    FilePath(FilePathDelta),
    /// An annotation of a type that this version does not know.
    Unknown(Value),
}

/// A citation, or an addition to one.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileCitationDelta {
    /// The index of the annotation within the text.
    pub index: u64,
    /// The text that the annotation marks.
    pub text: Option<String>,
    /// The id of the file.
    pub file_citation: Option<CitedFileDelta>,
    /// Where the marked text begins, in characters.
    pub start_index: Option<u64>,
    /// Where the marked text ends, in characters.
    pub end_index: Option<u64>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A link to a generated file, or an addition to one.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FilePathDelta {
    /// The index of the annotation within the text.
    pub index: u64,
    /// The text that the annotation marks.
    pub text: Option<String>,
    /// The id of the file.
    pub file_path: Option<CitedFileDelta>,
    /// Where the marked text begins, in characters.
    pub start_index: Option<u64>,
    /// Where the marked text ends, in characters.
    pub end_index: Option<u64>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The file that an annotation refers to.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CitedFileDelta {
    /// The id of the file.
    pub file_id: Option<FileId>,
    /// The cited passage of the file; sent with citations only.
    pub quote: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An uploaded image.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageFilePartDelta {
    /// The index of the part within the message.
    pub index: u64,
    /// The image.
    pub image_file: Option<ImageFileDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image, by the id of its file.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageFileDelta {
    /// The id of the file.
    pub file_id: Option<FileId>,
    /// The resolution at which the model sees the image.
    #[wire(if_absent = "auto")]
    pub detail: Option<ImageDetail>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image on the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageUrlPartDelta {
    /// The index of the part within the message.
    pub index: u64,
    /// The image.
    pub image_url: Option<ImageUrlDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image, by its URL.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageUrlDelta {
    /// The URL.
    pub url: Option<String>,
    /// The resolution at which the model sees the image.
    #[wire(if_absent = "auto")]
    pub detail: Option<ImageDetail>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A piece of a refusal.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RefusalPartDelta {
    /// The index of the part within the message.
    pub index: u64,
    /// Text to append.
    pub refusal: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
