//! The parts of a message in a reply.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::FileId;

/// A part of a message.
///
/// [Reference](https://platform.openai.com/docs/api-reference/messages/object#messages/object-content)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ContentPart {
    /// Text, with annotations that refer to files.
    Text(TextPart),
    /// An uploaded image, or one that the code interpreter generated.
    ImageFile(ImageFilePart),
    /// An image on the web.
    ImageUrl(ImageUrlPart),
    /// A refusal of the model to answer.
    Refusal(RefusalPart),
    /// A part of a type that this version does not know.
    Unknown(Value),
}

impl ContentPart {
    /// Builds a text part without annotations.
    #[must_use]
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(TextPart::new().text(Text::new().value(value)))
    }

    /// Returns the text, if the part is one of text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(part) => Some(&part.text.value),
            _ => None,
        }
    }
}

/// A text part of a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct TextPart {
    /// The text and its annotations.
    pub text: Text,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Text and its annotations.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct Text {
    /// The text.
    pub value: String,
    /// The passages of the text that refer to a file.
    pub annotations: Vec<Annotation>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A passage of a text that refers to a file.
///
/// `text` is the passage itself, such as `【4:0†source】`, which a program usually replaces with a
/// footnote or a link. The indices count characters.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Annotation {
    /// A citation of a file that the file search found.
    FileCitation(FileCitation),
    /// A link to a file that the code interpreter generated.
    FilePath(FilePath),
    /// An annotation of a type that this version does not know.
    Unknown(Value),
}

/// A citation of a file that the file search found.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct FileCitation {
    /// The text that the annotation marks.
    pub text: String,
    /// The id of the file.
    pub file_citation: CitedFile,
    /// Where the marked text begins, in characters.
    pub start_index: u64,
    /// Where the marked text ends, in characters.
    pub end_index: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A link to a file that the code interpreter generated.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct FilePath {
    /// The text that the annotation marks.
    pub text: String,
    /// The id of the file.
    pub file_path: CitedFile,
    /// Where the marked text begins, in characters.
    pub start_index: u64,
    /// Where the marked text ends, in characters.
    pub end_index: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The file that an annotation refers to.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CitedFile {
    /// The id of the file.
    pub file_id: FileId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An uploaded image.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageFilePart {
    /// The image.
    pub image_file: ImageFile,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image, by the id of its file.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageFile {
    /// The id of the file, which was uploaded with the purpose `vision`.
    pub file_id: FileId,
    /// The resolution at which the model sees the image. Default: `auto`.
    #[wire(if_absent = "auto")]
    pub detail: Option<ImageDetail>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image on the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageUrlPart {
    /// The image.
    pub image_url: ImageUrl,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image, by its URL.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageUrl {
    /// The URL of a JPEG, PNG, GIF or WebP image.
    pub url: String,
    /// The resolution at which the model sees the image. Default: `auto`.
    #[wire(if_absent = "auto")]
    pub detail: Option<ImageDetail>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The resolution at which the model sees an image.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ImageDetail {
    /// The model chooses; the default.
    Auto,
    /// A small version, which takes fewer tokens.
    Low,
    /// The full resolution.
    High,
    /// A resolution that this version does not know.
    Unknown(String),
}

/// A refusal of the model to answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct RefusalPart {
    /// The text in which the model refuses.
    pub refusal: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
